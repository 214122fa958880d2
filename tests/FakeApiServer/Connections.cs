using Microsoft.AspNetCore.Http;

namespace FakeApiServer;

/// <summary>The requests under way. One leaves only when it is not being dropped: the context of a request that has ended is another's.</summary>
internal sealed class Connections
{
    private readonly Lock gate = new();
    private readonly HashSet<HttpContext> open = [];

    public void Enter(HttpContext context)
    {
        lock (gate)
            open.Add(context);
    }

    public void Leave(HttpContext context)
    {
        lock (gate)
            open.Remove(context);
    }

    public void Drop()
    {
        lock (gate)
        {
            foreach (var context in open)
                context.Abort();
        }
    }
}
