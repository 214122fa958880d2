using CsCheck;
using FakeApiServer;

namespace OperatorRuntime.Tests.Informers;

/// <summary>Whatever happens on the server and to the connection: in the end the store is the server's state, and no deletion was missed.</summary>
public sealed class ReflectorModelTests
{
    private static readonly Gen<Action<Cluster>> Step = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9]).Select<(int, int), Action<Cluster>>(put => cluster => cluster.PutWidget($"w{put.Item1}", $"{put.Item2}"))),
        (3, Gen.Int[0, 5].Select<int, Action<Cluster>>(id => cluster => cluster.Storage.Remove(Cluster.PathOf($"w{id}")))),
        (1, Gen.Const<Action<Cluster>>(cluster => cluster.Storage.Compact())),
        (1, Gen.Const<Action<Cluster>>(cluster => cluster.Storage.Advance())),
        (1, Gen.Const<Action<Cluster>>(cluster => cluster.Server.DropConnections())),
        (2, Gen.Const<Action<Cluster>>(_ => Thread.Sleep(3))));

    private static readonly Fault[] Answers =
    [
        new Fault.Answer(429, "TooManyRequests", 1), new Fault.Answer(410, "Expired"), new Fault.Answer(500, "InternalError"),
        new Fault.Answer(503, "ServiceUnavailable"),
    ];

    private static readonly Gen<Fault> AnyFault = Gen.OneOf(
        Gen.Int[0, 700].Select(bytes => (Fault)new Fault.Cut(bytes)),
        Gen.Int[0, 700].Select(bytes => (Fault)new Fault.Hang(bytes)),
        Gen.Int[0, 3].Select(events => (Fault)new Fault.ErrorEvent(events)),
        Gen.Int[0, 3].Select(events => (Fault)new Fault.ErrorEvent(events, 500)),
        Gen.Int[0, 3].Select(events => (Fault)new Fault.Garbage(events)),
        Gen.Int[0, 3].Select(events => (Fault)new Fault.End(events)),
        Gen.Int[0, Answers.Length - 1].Select(index => Answers[index]));

    [Fact]
    public async Task Any_history_and_any_faults_end_with_the_servers_state_and_every_deletion_seen() =>
        await Gen.Select(Step.List[0, 40], AnyFault.List[0, 4], AnyFault.List[0, 2]).SampleAsync(async (history, watchFaults, listFaults) =>
        {
            // A thousand times faster: a hang until the watch's timeout of two to four minutes takes some 0.2 s.
            await using var cluster = await Cluster.StartAsync(new RuntimeServices { Time = new HastyTime(1000) });
            watchFaults.ForEach(cluster.Faults.NextWatch);
            listFaults.ForEach(cluster.Faults.NextList);
            var believed = new Dictionary<NamespacedName, string>();
            var informer = cluster.Watch(Cluster.Widgets, new InformerOptions { PageSize = 2, WatchTimeout = TimeSpan.FromMinutes(2) }, informer => informer.Subscribe(change =>
                {
                    lock (believed)
                    {
                        Follow(believed, change);
                    }
                }));
            history.ForEach(step => step(cluster));
            await cluster.ConvergesAsync(informer);
            var expected = informer.Store.All.Select(entity => (entity.Key, entity.Uid)).ToHashSet();
            // Subscribers are told after the store has changed.
            await ApiServer.EventuallyAsync(() => expected.SetEquals(Copy(believed)), "the subscriber's picture equals the store");
        }, iter: 60, threads: 2);

    private static IEnumerable<(NamespacedName Key, string Uid)> Copy(Dictionary<NamespacedName, string> believed)
    {
        lock (believed)
        {
            return [.. believed.Select(entry => (entry.Key, entry.Value))];
        }
    }

    /// <summary>A subscriber's own picture, which is right only if additions and deletions alternate for each key, with the right uid.</summary>
    private static void Follow(Dictionary<NamespacedName, string> believed, EntityChange<string> change)
    {
        switch (change.Kind)
        {
            case EntityChangeKind.Added:
                believed.Add(change.Key, change.New!.Uid);
                break;
            case EntityChangeKind.Updated:
                Assert.Equal(believed[change.Key], change.New!.Uid);
                Assert.Equal(believed[change.Key], change.Old!.Uid);
                break;
            default:
                Assert.Equal(believed[change.Key], change.Old!.Uid);
                believed.Remove(change.Key);
                break;
        }
    }
}
