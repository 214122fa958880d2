using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace FakeApiServer;

/// <summary>The requests under way.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<HttpContext, bool> open = new();

    public void Enter(HttpContext context) => open[context] = true;

    public void Leave(HttpContext context) => open.TryRemove(context, out _);

    public void Drop()
    {
        foreach (var context in open.Keys)
        {
            try
            {
                context.Abort();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself in the same moment.
            }
        }
    }
}
