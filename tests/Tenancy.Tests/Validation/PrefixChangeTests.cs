using System.Text.Json;
using Tenancy.Tests.Api;
using Tenancy.Validation;

namespace Tenancy.Tests.Validation;

public sealed class PrefixChangeTests
{
    private const string Two = """{"namespaces": {"provision": [{"name": "dev"}, {"name": "prod"}]}}""";

    [Fact]
    public void A_new_prefix_that_would_delete_namespaces_is_refused() => Assert.Equal(
        ["spec.namespaces.prefix: Forbidden: a new prefix would delete acme-dev, acme-prod; take the namespaces out of spec.namespaces.provision before the prefix is changed"],
        Errors(Two, """{"namespaces": {"prefix": "shop-", "provision": [{"name": "dev"}, {"name": "prod"}]}}"""));

    [Fact]
    public void A_new_prefix_is_free_while_the_spec_has_no_namespaces() => Assert.Empty(Errors("{}", """{"namespaces": {"prefix": "shop-", "provision": [{"name": "dev"}]}}"""));

    [Fact]
    public void A_new_prefix_is_free_when_the_namespaces_keep_their_names() => Assert.Empty(
        Errors("""{"namespaces": {"prefix": "acme-x-", "provision": [{"name": "dev"}]}}""", """{"namespaces": {"prefix": "acme-", "provision": [{"name": "x-dev"}]}}"""));

    [Fact]
    public void A_namespace_may_leave_the_spec_under_the_same_prefix() => Assert.Empty(Errors(Two, """{"namespaces": {"provision": [{"name": "dev"}]}}"""));

    [Fact]
    public void The_prefix_that_is_unset_may_be_written_out() =>
        Assert.Empty(Errors(Two, """{"namespaces": {"prefix": "acme-", "provision": [{"name": "dev"}, {"name": "prod"}]}}"""));

    [Fact]
    public void What_cannot_be_read_of_old_keeps_nothing_new_out() => Assert.Empty(TenantValidation.Validate(
        JsonSerializer.SerializeToElement(Example.Json(Two)), JsonDocument.Parse("""{"spec": {"owners": 1}}""").RootElement, new()));

    private static IEnumerable<string> Errors(string stored, string spec) => TenantValidation.Validate(
        JsonSerializer.SerializeToElement(Example.Json(spec)), JsonSerializer.SerializeToElement(Example.Json(stored)), new()).Select(e => e.ToString());
}
