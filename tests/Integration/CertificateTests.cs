namespace Integration;

/// <summary>The webhooks' certificates, while requests come in.</summary>
[Collection(OperatorCollection.Name)]
public sealed class CertificateTests(RunningOperator @operator)
{
    private const string Registration = "validatingwebhookconfiguration/tenant-operator";
    private const string Secret = "secret/tenant-operator-webhook-ca -n tenant-operator";

    private volatile int _answered;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bundle_that_is_edited_by_hand_is_repaired()
    {
        var before = await BundleAsync();

        await @operator.Admin.RunAsync($"patch {Registration} --type json -p [{{\"op\":\"remove\",\"path\":\"/webhooks/0/clientConfig/caBundle\"}}]");

        await Eventually.HoldsAsync(async () => await BundleAsync() == before, Cancel);
        await EveryProcessIsReadyAsync();
    }

    [Fact]
    public async Task A_deleted_Secret_comes_back_and_no_request_is_refused_meanwhile()
    {
        var before = await BundleAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var asking = AskAsync(stop.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(_answered > 0 || asking.IsFaulted), Cancel);

        await @operator.Admin.RunAsync($"delete {Secret}");
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync(Secret) is not null && await BundleAsync() != before, Cancel);
        await EveryProcessIsReadyAsync();
        var since = _answered;
        await Eventually.HoldsAsync(() => Task.FromResult(_answered > since + 2 || asking.IsFaulted), Cancel);
        await stop.CancelAsync();

        await asking;
        Assert.NotNull((await @operator.Admin.GetAsync(Secret))!["data"]!["next.crt"]);
    }

    // A Tenant that nobody stores: the API server asks the webhooks all the same.
    private async Task AskAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await @operator.Admin.RunAsync(
                "apply --dry-run=server -f -",
                RunningOperator.Tenant("certificate-probe", "  owners: [{kind: User, name: alice}]\n  namespaces: {provision: [{name: dev}]}"));
            _answered++;
        }
    }

    private async Task<string?> BundleAsync() =>
        (await @operator.Admin.GetAsync(Registration))!["webhooks"]![0]!["clientConfig"]!["caBundle"]?.ToString();

    private async Task EveryProcessIsReadyAsync()
    {
        foreach (var webhook in @operator.Installation.Webhooks)
            await Eventually.HoldsAsync(() => webhook.IsReadyAsync(Cancel), Cancel);
    }
}
