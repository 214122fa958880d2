using System.Text.Json.Nodes;
using Webhooks.Index;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

/// <summary>Alone: what the heap holds can only be counted while nobody else fills it.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
[Collection("memory")]
public sealed class StorageIndexMemoryTests
{
    /// <summary>The webhooks' memory limit is 256 MiB; the informer keeps as much again.</summary>
    [Fact]
    public void Ten_thousand_volumes_are_a_few_megabytes()
    {
        var index = new StorageIndex();
        var before = Settled();
        for (var i = 0; i < 10_000; i++)
        {
            var volume = $$"""{"metadata": {"name": "pvc-{{i}}", "labels": {"tenantoperator.io/tenant": "tenant-{{i % 100}}"} }, "spec": {"claimRef": {"namespace": "tenant-{{i % 100}}-dev", "name": "data"} } }""";
            index.PutVolume($"pvc-{i}", StorageProjections.Volume(World.Element(JsonNode.Parse(volume)!)));
        }

        Assert.InRange(Settled() - before, 0, 5_000_000);
        GC.KeepAlive(index);
    }

    // What earlier tests have left goes only after its finalizers, and servers that are shutting down let go late.
    private static long Settled()
    {
        var (last, now) = (long.MaxValue, GC.GetTotalMemory(forceFullCollection: true));
        while (last - now > 100_000)
        {
            Thread.Sleep(200);
            GC.WaitForPendingFinalizers();
            (last, now) = (now, GC.GetTotalMemory(forceFullCollection: true));
        }
        return now;
    }
}
