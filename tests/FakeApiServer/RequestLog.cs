using System.Collections.Concurrent;

namespace FakeApiServer;

/// <summary>The requests in the order of their arrival.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<LoggedRequest> requests = new();

    public IReadOnlyList<LoggedRequest> All => [.. requests];

    /// <summary>Those that change something.</summary>
    public IReadOnlyList<LoggedRequest> Writes => [.. requests.Where(request => request.Method != "GET")];

    public IReadOnlyList<LoggedRequest> Lists => [.. requests.Where(request => request.Method == "GET" && !request.IsWatch)];

    public IReadOnlyList<LoggedRequest> Watches => [.. requests.Where(request => request.IsWatch)];

    public void Clear() => requests.Clear();

    internal void Add(LoggedRequest request) => requests.Enqueue(request);
}
