using System.Diagnostics;

namespace OperatorRuntime;

/// <summary>Traces of reconciliations: a controller, a key, a result. Nothing of any object. Without a listener nothing is made.</summary>
public static class RuntimeTraces
{
    /// <summary>The source to subscribe to.</summary>
    public const string SourceName = "OperatorRuntime";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the trace of a reconciliation; requests to the API server that are made within carry its id.</summary>
    internal static Activity? Reconciliation(string controller, NamespacedName key) =>
        Source.StartActivity("reconcile")?.SetTag("reconcile.controller", controller).SetTag("reconcile.key", key.ToString());

    /// <summary>What went wrong, by its kind: an API server's messages can quote what it refuses.</summary>
    internal static void Fail(this Activity activity, Exception failure) => activity.SetStatus(
        ActivityStatusCode.Error, failure is ApiException refused ? $"{refused.Code} {refused.Reason}".TrimEnd() : failure.GetType().FullName);
}
