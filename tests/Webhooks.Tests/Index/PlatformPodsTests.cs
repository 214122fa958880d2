using Webhooks.Index;

namespace Webhooks.Tests.Index;

public sealed class PlatformPodsTests
{
    private readonly PlatformPods _pods = new();

    [Fact]
    public void A_pod_is_known_by_namespace_and_name()
    {
        _pods.Put("acme-dev", "agent");

        Assert.True(_pods.Contains("acme-dev", "agent"));
        Assert.False(_pods.Contains("acme-dev", "web"));
        Assert.False(_pods.Contains("globex-dev", "agent"));
        Assert.False(_pods.AreIn("globex-dev"));
    }

    [Fact]
    public void A_namespace_has_such_pods_until_the_last_is_gone()
    {
        _pods.Put("acme-dev", "agent");
        _pods.Put("acme-dev", "agent");
        _pods.Put("acme-dev", "proxy");

        _pods.Remove("acme-dev", "agent");
        Assert.True(_pods.AreIn("acme-dev"));
        Assert.False(_pods.Contains("acme-dev", "agent"));

        _pods.Remove("acme-dev", "proxy");
        _pods.Remove("acme-dev", "never-there");
        Assert.False(_pods.AreIn("acme-dev"));
    }
}
