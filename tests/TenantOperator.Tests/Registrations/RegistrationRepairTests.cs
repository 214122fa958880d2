using System.Text.Json.Nodes;
using FakeApiServer;
using TenantOperator.Registrations;

namespace TenantOperator.Tests.Registrations;

/// <summary>What somebody changes in the registrations, or takes out of them.</summary>
public sealed class RegistrationRepairTests : IAsyncLifetime
{
    private const string Pods = "pods.validate.tenantoperator.io";
    private const string Endpoints = "endpoints.validate.tenantoperator.io";
    private const string MutatedPods = "pods.mutate.tenantoperator.io";

    private RegistrationScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await RegistrationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Pods, "failurePolicy", "\"Ignore\"")]
    [InlineData(Pods, "matchPolicy", "\"Exact\"")]
    [InlineData(Pods, "namespaceSelector", """{"matchLabels":{"guarded":"true"}}""")]
    [InlineData(Pods, "namespaceSelector", """{"matchExpressions":[{"key":"tenantoperator.io/tenant","operator":"Exists"},{"key":"control-plane","operator":"DoesNotExist"}]}""")]
    [InlineData(Pods, "objectSelector", """{"matchExpressions":[{"key":"unguarded","operator":"DoesNotExist"}]}""")]
    [InlineData(Pods, "matchConditions", """[{"name":"never","expression":"false"}]""")]
    [InlineData(Pods, "timeoutSeconds", "1")]
    [InlineData(Pods, "sideEffects", "\"None\"")]
    [InlineData(Pods, "admissionReviewVersions", """["v1beta1"]""")]
    [InlineData(Endpoints, "matchConditions", """[{"name":"not-by-kubernetes-itself","expression":"false"}]""")]
    [InlineData(Endpoints, "matchConditions", null)]
    [InlineData(Endpoints, "failurePolicy", "\"Ignore\"")]
    [InlineData("namespaces.validate.tenantoperator.io", "objectSelector", "{}")]
    [InlineData("new-namespaces.validate.tenantoperator.io", "namespaceSelector", """{"matchLabels":{"guarded":"true"}}""")]
    [InlineData(MutatedPods, "failurePolicy", "\"Ignore\"")]
    [InlineData(MutatedPods, "reinvocationPolicy", "\"Never\"")]
    public async Task What_is_changed_is_told_and_put_right(string name, string field, string? value)
    {
        _scene.Register(asking: true);
        var (path, before) = (PathOf(name), _scene.Webhooks(PathOf(name)));
        _scene.Edit(path, name, w => w[field] = value is null ? null : JsonNode.Parse(value));
        Assert.Equal(path == RegistrationScene.ValidatingPath ? (1, 0) : (0, 1), await _scene.MeasureAsync());

        await _scene.ReconcileAsync();

        AssertSame(before, path);
        Assert.Equal((1, 1), await _scene.MeasureAsync());
        Assert.EndsWith($"{name} ({field})", Assert.Single(_scene.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_path_is_put_right(bool byService)
    {
        _scene.Register(asking: true, byService: byService);
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w =>
        {
            if (byService)
                w["clientConfig"]!["service"]!["path"] = "/validate/whatever";
            else
                w["clientConfig"]!["url"] = "https://127.0.0.1:9443/validate/whatever";
        });
        Assert.Equal((1, 0), await _scene.MeasureAsync());

        await _scene.ReconcileAsync();

        AssertSame(before, RegistrationScene.ValidatingPath);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_server_that_is_called_is_the_charts_to_say(bool byService)
    {
        _scene.Register(asking: true, byService: byService);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w =>
        {
            if (byService)
                w["clientConfig"]!["service"]!["port"] = 8443;
            else
                w["clientConfig"]!["url"] = "https://webhooks.example.com/validate";
        });
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath);

        await _scene.ReconcileAsync();

        AssertSame(before, RegistrationScene.ValidatingPath);
        Assert.Equal((1, 1), await _scene.MeasureAsync());
    }

    [Theory]
    [InlineData("bindings.validate.tenantoperator.io", false)]
    [InlineData(Pods, true)]
    [InlineData(MutatedPods, true)]
    [InlineData("suspended.validate.tenantoperator.io", false)]
    [InlineData("volumesnapshots.validate.tenantoperator.io", true)]
    public async Task What_is_taken_out_comes_back_as_it_was(string name, bool byService)
    {
        _scene.Register(asking: true, byService: byService);
        var before = _scene.Webhooks(PathOf(name));
        _scene.TakeOut(PathOf(name), n => n == name);
        Assert.Equal(name == MutatedPods ? (0, 1) : (1, 0), await _scene.MeasureAsync());

        await _scene.ReconcileAsync();

        AssertSame(before, PathOf(name));
        Assert.Equal((1, 1), await _scene.MeasureAsync());
        Assert.EndsWith($"{name} (taken out)", Assert.Single(_scene.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_all_that_is_taken_out_but_one_each_comes_back_at_its_place()
    {
        _scene.Register(asking: true);
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath);
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n != Pods);

        await _scene.ReconcileAsync();

        AssertSame(before, RegistrationScene.ValidatingPath);
    }

    [Fact]
    public async Task Where_most_entries_are_called_those_that_come_back_are()
    {
        _scene.Register(asking: true);
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath).Single(w => w!["name"]!.ToString() == Pods)!;
        _scene.Edit(RegistrationScene.ValidatingPath, "bindings.validate.tenantoperator.io", w => w["clientConfig"]!["url"] = "https://elsewhere.example.com/validate");
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n == Pods);

        await _scene.ReconcileAsync();

        Assert.True(JsonNode.DeepEquals(before, _scene.Webhooks(RegistrationScene.ValidatingPath).Single(w => w!["name"]!.ToString() == Pods)));
    }

    [Fact]
    public async Task What_asked_for_nothing_yet_comes_back_asking_for_nothing()
    {
        _scene.Register();
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath).Single(w => w!["name"]!.ToString() == Pods)!;
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n == Pods);

        await _scene.ReconcileAsync();

        Assert.True(JsonNode.DeepEquals(before, _scene.Webhooks(RegistrationScene.ValidatingPath).Single(w => w!["name"]!.ToString() == Pods)));
    }

    [Fact]
    public async Task A_configuration_that_was_emptied_is_as_one_that_was_deleted()
    {
        _scene.Register(asking: true);
        await _scene.ReconcileAsync();
        _scene.TakeOut(RegistrationScene.ValidatingPath, _ => true);

        await _scene.ReconcileAsync();

        Assert.Empty(_scene.Server.Requests.Writes);
        Assert.Equal((1, 0), await _scene.MeasureAsync());
        Assert.Contains("or no webhook in it", Assert.Single(_scene.Log.Warnings), StringComparison.Ordinal);
    }

    // As the old leader finds it while a newer chart's pods are starting, the new leader before the newer chart is there, and an admin who takes the mark away in an emergency.
    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("")]
    public async Task What_is_not_of_this_version_is_left_as_it_is_and_told_once(string mark)
    {
        _scene.Register(asking: true, mark: mark);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w => (w["failurePolicy"], w["timeoutSeconds"]) = ("Ignore", 3));
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n == Endpoints);
        _scene.Server.Storage.Edit(RegistrationScene.ValidatingPath, r =>
        {
            var added = r["webhooks"]![0]!.DeepClone();
            added["name"] = "gadgets.validate.tenantoperator.io";
            r["webhooks"]!.AsArray().Add(added);
        });

        await _scene.ReconcileAsync();
        await _scene.ReconcileAsync();

        Assert.Empty(_scene.Server.Requests.Writes);
        Assert.Equal((1, 0), await _scene.MeasureAsync());
        Assert.EndsWith($"{Pods} (failurePolicy, timeoutSeconds), {Endpoints} (taken out)", Assert.Single(_scene.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_entries_of_another_version_ask_for_is_kept_as_before()
    {
        _scene.Register(asking: true, mark: "0123456789abcdef");
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w => w.Remove("rules"));

        await _scene.ReconcileAsync();

        AssertSame(before, RegistrationScene.ValidatingPath);
        Assert.Empty(_scene.Log.Warnings);
    }

    [Fact]
    public async Task The_new_leader_puts_right_what_the_old_one_left()
    {
        _scene.Register(asking: true, mark: "0123456789abcdef");
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n == Pods);
        await _scene.ReconcileAsync();

        // As the chart of this version writes it.
        _scene.Register(asking: true);
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath);
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n == Pods);
        await _scene.ReconcileAsync();

        AssertSame(before, RegistrationScene.ValidatingPath);
    }

    // The chart says what server it was rendered for: nothing that an older one does not know is ever written.
    [Fact]
    public async Task On_an_older_server_all_is_put_right_but_what_it_cannot_have()
    {
        _scene.Register(asking: true, withConditions: false);
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath);
        await _scene.ReconcileAsync();
        Assert.Empty(_scene.Server.Requests.Writes);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w => w["failurePolicy"] = "Ignore");
        _scene.Edit(RegistrationScene.ValidatingPath, Endpoints, w => w["failurePolicy"] = "Fail");
        _scene.TakeOut(RegistrationScene.ValidatingPath, n => n.StartsWith("suspended.", StringComparison.Ordinal));

        await _scene.ReconcileAsync();

        AssertSame(before, RegistrationScene.ValidatingPath);
        Assert.Equal("Ignore", before.Single(w => w!["name"]!.ToString() == Endpoints)!["failurePolicy"]!.ToString());
        Assert.DoesNotContain(before, w => w!["matchConditions"] is not null);
    }

    // Such a server takes the patch and drops the field: that must not keep admission from coming into force.
    [Fact]
    public async Task A_field_that_the_server_drops_holds_nothing_up()
    {
        var complete = _scene.Server.Storage.Defaulting!;
        _scene.Server.Storage.Defaulting = (collection, stored) =>
        {
            complete(collection, stored);
            foreach (var webhook in stored["webhooks"]?.AsArray() ?? [])
                webhook!.AsObject().Remove("matchConditions");
        };
        _scene.Register();
        _scene.Probed(422, "Invalid", "admission webhook \"tenantclasses.validate.tenantoperator.io\" denied the request: no");

        await _scene.ReconcileAsync();

        Assert.All(_scene.Webhooks(RegistrationScene.ValidatingPath).Concat(_scene.Webhooks(RegistrationScene.MutatingPath)), w => Assert.NotNull(w!["rules"]));
    }

    [Fact]
    public async Task Something_that_insists_is_answered_once_a_second()
    {
        _scene.Register(asking: true);
        await Insist();
        await _scene.ReconcileOnceAsync();

        await Insist();
        var waits = await _scene.ReconcileOnceAsync();
        Assert.Equal(RegistrationController.BetweenRepairs, waits.Delay);
        Assert.Single(_scene.Server.Requests.Writes);

        _scene.Time.Advance(RegistrationController.BetweenRepairs);
        Assert.Null((await _scene.ReconcileOnceAsync()).Delay);
        Assert.Equal(2, _scene.Server.Requests.Writes.Count);
        Assert.Equal((1, 1), await _scene.MeasureAsync());

        async Task Insist()
        {
            await _scene.CatchUpAsync();
            _scene.Edit(RegistrationScene.ValidatingPath, Pods, w => w["failurePolicy"] = "Ignore");
        }
    }

    [Fact]
    public async Task Each_repair_is_an_event_on_the_configuration()
    {
        _scene.SendEvents();
        _scene.Register(asking: true);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w => w["failurePolicy"] = "Ignore");

        await _scene.ReconcileAsync();

        IReadOnlyList<JsonObject> events = [];
        await ApiServer.EventuallyAsync(() => (events = _scene.Server.Storage.All("api/v1/events")).Count > 0, "an event is stored");
        var told = Assert.Single(events);
        Assert.Equal(("RegistrationRepaired", "ValidatingWebhookConfiguration"), (told["reason"]!.ToString(), told["involvedObject"]!["kind"]!.ToString()));
        Assert.Contains($"{Pods} (failurePolicy)", told["message"]!.ToString(), StringComparison.Ordinal);
    }

    // Else a later chart could neither change nor remove these fields by a server-side apply, which is how Helm 4 writes.
    [Fact]
    public async Task Nobody_is_left_the_owner_of_what_was_put_right()
    {
        var complete = _scene.Server.Storage.Defaulting!;
        _scene.Server.Storage.Defaulting = (collection, stored) =>
        {
            complete(collection, stored);
            // As a server does it, when something changes.
            if (stored["webhooks"]?.AsArray().FirstOrDefault(w => w!["name"]!.ToString() == Pods)?["failurePolicy"]?.ToString() == "Ignore")
                stored["metadata"]!["managedFields"] = new JsonArray(Manager("helm"), Manager("tenant-operator"), Manager("tenant-operator-repair"));
        };
        _scene.Register(asking: true);
        _scene.Edit(RegistrationScene.ValidatingPath, Pods, w => w["failurePolicy"] = "Ignore");

        await _scene.ReconcileAsync();

        Assert.Equal(["helm", "tenant-operator"], _scene.Server.Storage.Get(RegistrationScene.ValidatingPath)!["metadata"]!["managedFields"]!.AsArray().Select(m => m!["manager"]!.ToString()));
        Assert.Contains("fieldManager=tenant-operator-repair", _scene.Server.Requests.Writes[0].Query, StringComparison.Ordinal);
        Assert.Equal(2, _scene.Server.Requests.Writes.Count);

        static JsonObject Manager(string name) => new() { ["manager"] = name, ["operation"] = "Update" };
    }

    private static string PathOf(string name) => name.Contains(".mutate.", StringComparison.Ordinal) ? RegistrationScene.MutatingPath : RegistrationScene.ValidatingPath;

    private void AssertSame(JsonArray before, string path) => Assert.True(JsonNode.DeepEquals(before, _scene.Webhooks(path)), $"{path} is now {_scene.Webhooks(path).ToJsonString()}");
}
