using System.Diagnostics.Metrics;

namespace OperatorRuntime;

internal sealed class ControllerMetrics(Meter meter)
{
    private readonly Counter<long> total =
        meter.CreateCounter<long>("controller_runtime_reconcile_total", null, "Reconciliations, by controller and result.");

    private readonly Counter<long> errors =
        meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", null, "Reconciliations that failed, by controller.");

    private readonly Counter<long> panics = meter.CreateCounter<long>(
        "controller_runtime_reconcile_panics_total", null, "Reconciliations that failed by a defect of the program, by controller.");

    private readonly Histogram<double> time = meter.CreateHistogram(
        "controller_runtime_reconcile_time_seconds", null, "Duration of a reconciliation, by controller.", null, Buckets.Reconcile);

    private readonly UpDownCounter<int> active =
        meter.CreateUpDownCounter<int>("controller_runtime_active_workers", null, "Reconciliations under way, by controller.");

    private readonly UpDownCounter<int> maximum =
        meter.CreateUpDownCounter<int>("controller_runtime_max_concurrent_reconciles", null, "Workers, by controller.");

    public void Workers(string controller, int change) => maximum.Add(change, Label(controller));

    public void Active(string controller, int change) => active.Add(change, Label(controller));

    public void Ended(string controller, string result, TimeSpan duration)
    {
        total.Add(1, Label(controller), new("result", result));
        time.Record(duration.TotalSeconds, Label(controller));
    }

    public void Error(string controller, bool defect)
    {
        errors.Add(1, Label(controller));
        if (defect)
        {
            panics.Add(1, Label(controller));
        }
    }

    private static KeyValuePair<string, object?> Label(string controller) => new("controller", controller);
}
