using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OperatorRuntime;
using Tenancy.Policies;
using Webhooks.Ledgers;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Ledgers;

public sealed class NamespacePlacesTests
{
    private readonly FakeLedgers ledgers = new();

    private static readonly TenantPolicy Acme = World.Index().Tenant("acme")!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_requests_to_several_processes_just_the_limit_comes_through()
    {
        NamespacePlaces[] processes = [Process(), Process(), Process()];

        var answers = await Task.WhenAll(Enumerable.Range(0, 90).Select(i => TakeAsync(processes[i % 3], $"acme-{i}", limit: 10)));

        // acme-dev is there already.
        Assert.Equal(9, answers.Count(a => a is null));
        Assert.All(answers.OfType<Denial>(), d => Assert.Equal(403, d.Code));
    }

    [Fact]
    public async Task A_dry_run_decides_and_writes_nothing()
    {
        Assert.Null(await TakeAsync(Process(), "acme-new", limit: 2, dryRun: true));
        Assert.Equal(403, (await TakeAsync(Process(), "acme-new", limit: 1, dryRun: true))!.Code);
        Assert.Equal(0, ledgers.Writes);
    }

    [Fact]
    public async Task What_exists_counts_though_neither_ledger_nor_index_knows_it()
    {
        ledgers.Existing = ["acme-dev", "acme-a", "acme-b"];

        Assert.Equal(403, (await TakeAsync(Process(), "acme-new", limit: 3))!.Code);
    }

    [Fact]
    public async Task What_the_index_knows_counts_though_the_ledger_does_not()
    {
        ledgers.Put("acme", "acme-a");

        Assert.Equal(403, (await TakeAsync(Process(), "acme-new", limit: 2))!.Code);
    }

    [Fact]
    public async Task Who_has_the_place_already_takes_no_second_one()
    {
        ledgers.Put("acme", "acme-dev", "acme-a");

        Assert.Null(await TakeAsync(Process(), "acme-a", limit: 2));
    }

    [Fact]
    public async Task A_place_that_is_taken_anew_keeps_the_uid_of_what_had_it()
    {
        ledgers.Put("acme", "acme-a");

        await TakeAsync(Process(), "acme-a", limit: 2);

        var place = ledgers.Of("acme")!.Places["acme-a"];
        Assert.NotNull(place.TakenAt);
        Assert.Equal("uid", place.Uid);
    }

    [Fact]
    public async Task Whom_no_limit_binds_takes_a_place_all_the_same()
    {
        Assert.Null(await TakeAsync(Process(), "acme-new", limit: null));
        Assert.Contains("acme-new", ledgers.Of("acme")!.Places);
    }

    [Fact]
    public async Task A_place_that_the_controller_has_just_taken_needs_no_second_write()
    {
        ledgers.PutTaken("acme", "acme-new", DateTimeOffset.UtcNow.AddSeconds(-2));

        Assert.Null(await TakeAsync(Process(), "acme-new", limit: null));

        Assert.Equal(0, ledgers.Writes);
    }

    [Theory]
    [InlineData(-11)]
    [InlineData(30)]
    public async Task A_place_that_was_taken_too_long_ago_or_by_a_clock_that_is_ahead_is_taken_anew(int seconds)
    {
        ledgers.PutTaken("acme", "acme-new", DateTimeOffset.UtcNow.AddSeconds(seconds));

        Assert.Null(await TakeAsync(Process(), "acme-new", limit: null));

        Assert.Equal(1, ledgers.Writes);
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new ApiException(500, "InternalError", "broken"), "500 InternalError" },
        { new ApiException(403, "Forbidden", "no such right"), "403 Forbidden" },
        { new ApiException(404, "NotFound", "no such kind"), "namespaceledgers.tenantoperator.io installed?" },
        { new ApiException(0, ApiException.Timeout, "nothing came"), "in time" },
        { new HttpRequestException("broken"), "in time" },
        { new JsonException("no ledger"), "kubectl delete namespaceledger acme" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Without_a_ledger_to_be_read_the_request_is_refused_for_now_and_says_why(Exception failure, string why)
    {
        ledgers.Failure = failure;

        foreach (var (limit, dryRun) in new (int?, bool)[] { (9, false), (9, true), (null, false) })
        {
            var denial = await TakeAsync(Process(), "acme-new", limit, dryRun);
            Assert.Equal(503, denial!.Code);
            Assert.Contains(why, denial.Message, StringComparison.Ordinal);
        }
    }

    private NamespacePlaces Process() => new(ledgers, World.Index(), TimeProvider.System, NullLogger<NamespacePlaces>.Instance);

    private static Task<Denial?> TakeAsync(NamespacePlaces process, string name, int? limit, bool dryRun = false) =>
        process.TakeAsync(Acme, name, limit, dryRun, Deadline.From("10s", TimeProvider.System), Cancel);
}
