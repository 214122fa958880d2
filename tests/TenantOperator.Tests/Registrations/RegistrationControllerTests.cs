using System.Text.Json.Nodes;
using TenantOperator.Registrations;
using Webhooks.Registrations;

namespace TenantOperator.Tests.Registrations;

/// <summary>What API servers are told to ask the webhooks for, on a fake one that answers the probe as a test says.</summary>
public sealed class RegistrationControllerTests : IAsyncLifetime
{
    private const string Ours = "admission webhook \"tenantclasses.validate.tenantoperator.io\" denied the request: tenant class \"tenant-operator-probe\": 1 error";

    private RegistrationScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await RegistrationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Until_the_webhooks_answer_only_the_operators_own_kinds_are_asked_for()
    {
        _scene.Register();

        await _scene.ReconcileAsync();

        Assert.Equal(["tenantclasses.validate.tenantoperator.io", "tenants.validate.tenantoperator.io"], Asking().Order(StringComparer.Ordinal));
        Assert.Equal(RegistrationController.Pause, (await _scene.ReconcileOnceAsync()).Delay);
    }

    [Theory]
    [InlineData(403, "Forbidden", "tenantclasses.tenantoperator.io is forbidden: User \"system:serviceaccount:tenant-operator:tenant-operator-controller\" cannot create resource")]
    [InlineData(500, "InternalError", "Internal error occurred: failed calling webhook \"tenantclasses.validate.tenantoperator.io\": connection refused")]
    [InlineData(503, "ServiceUnavailable", "admission webhook \"tenantclasses.validate.tenantoperator.io\" denied the request: try again")]
    [InlineData(403, "Forbidden", "admission webhook \"policies.example.com\" denied the request: no")]
    [InlineData(422, "Invalid", "TenantClass.tenantoperator.io \"tenant-operator-probe\" is invalid: spec.policy.pods.registries[0]: Invalid value")]
    public async Task No_other_failure_is_taken_for_an_answer(int code, string reason, string message)
    {
        _scene.Register();
        _scene.Probed(code, reason, message);

        await _scene.ReconcileAsync();

        Assert.Equal(2, Asking().Count());
    }

    [Fact]
    public async Task Once_they_answer_all_is_asked_for_that_the_rules_guard()
    {
        _scene.Register();
        _scene.Probed(422, "Invalid", Ours);

        await _scene.ReconcileAsync();

        Assert.Equal(WebhookRegistrations.Validating.Concat(WebhookRegistrations.Mutating).Select(e => e.Name), Asking());
        Assert.All(_scene.Caches.Registrations, r => Assert.All(r.Entity.Value.Webhooks, w => Assert.Equal(WantedEntries.Of(r.Kind)[w.Name].Text, w.Asks)));
        Assert.Contains("dryRun=All", Assert.Single(_scene.Server.Requests.Writes, w => w.Method == "POST").Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_or_tried_at_rest()
    {
        _scene.Register(asking: true);
        await _scene.ReconcileAsync();
        _scene.Server.Requests.Clear();

        await _scene.ReconcileAsync();

        Assert.Empty(_scene.Server.Requests.Writes);
    }

    [Fact]
    public async Task What_is_in_force_is_put_right_though_no_webhook_answers()
    {
        _scene.Register(asking: true);
        await _scene.ReconcileAsync();
        _scene.Server.Storage.Edit(RegistrationScene.ValidatingPath, r => r["webhooks"]![0]!["rules"]![0]!["operations"] = new JsonArray("DELETE"));
        _scene.Server.Storage.Edit(RegistrationScene.ValidatingPath, r => r["webhooks"]![1]!.AsObject().Remove("rules"));

        await _scene.ReconcileAsync();

        Assert.All(_scene.Caches.Registrations, r => Assert.All(r.Entity.Value.Webhooks, w => Assert.Equal(WantedEntries.Of(r.Kind)[w.Name].Text, w.Asks)));
        Assert.DoesNotContain(_scene.Server.Requests.Writes, w => w.Method == "POST");
    }

    [Fact]
    public async Task An_entry_that_nobody_is_trusted_to_answer_for_asks_for_nothing()
    {
        _scene.Register(trusted: false);
        _scene.Probed(422, "Invalid", Ours);

        await _scene.ReconcileAsync();

        Assert.Empty(Asking());
    }

    [Fact]
    public async Task An_entry_that_this_version_does_not_know_is_left_alone()
    {
        const string name = "gadgets.validate.tenantoperator.io";
        _scene.Register(asking: true);
        _scene.Edit(RegistrationScene.ValidatingPath, "bindings.validate.tenantoperator.io", w => (w["name"], w["failurePolicy"]) = (name, "Ignore"));
        var before = _scene.Webhooks(RegistrationScene.ValidatingPath)[0]!;

        await _scene.ReconcileAsync();

        Assert.True(JsonNode.DeepEquals(before, _scene.Webhooks(RegistrationScene.ValidatingPath).Single(w => w!["name"]!.ToString() == name)));
    }

    [Fact]
    public async Task Registrations_that_were_taken_away_are_not_made_and_that_is_told_once_of_each()
    {
        _scene.Register(asking: true);
        await _scene.ReconcileAsync();
        _scene.Server.Storage.Remove(RegistrationScene.ValidatingPath);

        await _scene.ReconcileAsync();

        Assert.Empty(_scene.Server.Requests.Writes);
        Assert.Equal((1, 0), await _scene.MeasureAsync());
        Assert.Contains("There is no validatingwebhookconfigurations", Assert.Single(_scene.Log.Warnings), StringComparison.Ordinal);
        _scene.Server.Storage.Remove(RegistrationScene.MutatingPath);
        await _scene.ReconcileAsync();
        Assert.Equal((0, 0), await _scene.MeasureAsync());
        Assert.Equal(2, _scene.Log.Warnings.Count());
    }

    [Fact]
    public async Task Whether_admission_is_in_force_is_told_by_a_metric()
    {
        await _scene.CatchUpAsync();
        Assert.Equal((0, 0), await _scene.MeasureAsync());

        _scene.Register();
        Assert.Equal((0, 0), await _scene.MeasureAsync());

        _scene.Register(asking: true);
        Assert.Equal((1, 1), await _scene.MeasureAsync());

        _scene.Register(asking: true, trusted: false);
        Assert.Equal((0, 0), await _scene.MeasureAsync());
    }

    // The names of the entries that ask for something, as they are stored.
    private IEnumerable<string> Asking() => new[] { RegistrationScene.ValidatingPath, RegistrationScene.MutatingPath }.SelectMany(_scene.Webhooks)
        .Where(w => w!["rules"] is not null).Select(w => w!["name"]!.ToString());
}
