namespace FakeApiServer;

/// <summary>Faults that wait for the request they are meant for. Each strikes once.</summary>
public sealed class FaultScript
{
    private readonly Lock gate = new();
    private readonly List<(Func<LoggedRequest, bool> Matches, Fault Fault)> pending = [];

    /// <summary>How many have not struck yet.</summary>
    public int Pending
    {
        get
        {
            lock (gate)
            {
                return pending.Count;
            }
        }
    }

    public void Add(Func<LoggedRequest, bool> matches, Fault fault)
    {
        lock (gate)
        {
            pending.Add((matches, fault));
        }
    }

    public void NextWatch(Fault fault) => Add(request => request.IsWatch, fault);

    public void NextList(Fault fault) => Add(request => request.Method == "GET" && !request.IsWatch, fault);

    public void NextWrite(Fault fault) => Add(request => request.Method != "GET", fault);

    internal Fault? Take(LoggedRequest request)
    {
        lock (gate)
        {
            var index = pending.FindIndex(entry => entry.Matches(request));
            if (index < 0)
            {
                return null;
            }
            var fault = pending[index].Fault;
            pending.RemoveAt(index);
            return fault;
        }
    }
}
