using CsCheck;

namespace OperatorRuntime.Tests.Informers;

public sealed class IndexTests
{
    private static readonly string[] Values = ["", "x", "y", "x,y", "y,z"];

    private static Entity<string> Entity(string name, string value) => new(new NamespacedName("ns", name), "uid-" + name, "1", value);

    private static EntityChange<string> Change(Entity<string>? old, Entity<string>? next) =>
        new(old is null ? EntityChangeKind.Added : next is null ? EntityChangeKind.Deleted : EntityChangeKind.Updated, old, next, Initial: false);

    private static EntityStore<string> Indexed()
    {
        var store = new EntityStore<string>();
        store.AddIndex("value", entity => entity.Value.Split(','));
        return store;
    }

    private static IEnumerable<string> Names(EntityStore<string> store, string value) =>
        store.Find("value", value).Select(entity => entity.Key.Name).Order(StringComparer.Ordinal);

    [Fact]
    public void An_object_is_found_under_all_its_values_and_no_more_under_those_it_lost()
    {
        var store = Indexed();
        store.Apply([Change(null, Entity("a", "x,y")), Change(null, Entity("b", "y"))]);
        Assert.Equal(["a", "b"], Names(store, "y"));

        store.Apply([Change(Entity("a", "x,y"), Entity("a", "x"))]);
        Assert.Equal(["b"], Names(store, "y"));
        Assert.Equal(["a"], Names(store, "x"));
    }

    [Fact]
    public void A_deletion_whose_last_state_is_newer_than_the_stored_one_leaves_no_trace_in_the_index()
    {
        var store = Indexed();
        store.Apply([Change(null, Entity("a", "x"))]);
        store.Apply([Change(Entity("a", "z"), null)]);

        Assert.Empty(Names(store, "x"));
    }

    [Fact]
    public void A_snapshot_does_not_change_when_the_store_does()
    {
        var store = Indexed();
        store.Apply([Change(null, Entity("a", "x"))]);
        var before = store.Current;
        store.Apply([Change(Entity("a", "x"), null)]);

        Assert.Single(before.Find("value", "x"));
        Assert.Empty(store.Current.Find("value", "x"));
    }

    [Fact]
    public void An_index_that_was_never_added_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new EntityStore<string>().Find("missing", "x"));

    [Fact]
    public void Index_and_objects_agree_after_any_sequence_of_changes() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4].Select(index => Values[index])).List[0, 40].Sample(steps =>
        {
            var store = Indexed();
            foreach (var (id, value) in steps)
            {
                var old = store.TryGet(new NamespacedName("ns", $"w{id}"), out var known) ? known : null;
                var next = value.Length == 0 ? null : Entity($"w{id}", value);
                store.Apply(old is null && next is null ? [] : [Change(old, next)]);
            }
            return new[] { "x", "y", "z" }.All(value => Names(store, value).SequenceEqual(
                store.All.Where(entity => entity.Value.Split(',').Contains(value, StringComparer.Ordinal)).Select(entity => entity.Key.Name).Order(StringComparer.Ordinal)));
        });
}
