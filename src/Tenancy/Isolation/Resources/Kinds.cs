using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Resources;

/// <summary>Custom resources that make an operator of the platform act with its own rights.</summary>
public sealed class Kinds : IRule
{
    public string Id => "resources/kinds";

    public string Denies => "Custom resources by which operators of the platform are steered (certificate issuers, secret stores, monitors, deployment tools, backups, policies, networks, "
        + $"routes), unless the Tenant lists them: known ones of {string.Join(", ", GuardedKinds.Groups)}. Not for platform admins, the operator and the controllers that the platform names "
        + "(platform.additionalSystemUsers). An update passes that changes nothing but finalizers, owner references and status.";

    public string Why => "A confused deputy: the operator behind the resource reads secrets, deploys, routes or lets traffic through with rights that the tenant has not, and does not ask whose wish it was.";

    public string OpenedBy => "spec.resources.allowed";

    public string? NotAudited => "Some 240 kinds would have to be read, most of which a cluster does not have, and the operator hold the right to read each.";

    public IReadOnlyList<Guard> Guards { get; } =
        [.. GuardedKinds.All.Keys.OrderBy(k => k.Group, StringComparer.Ordinal).ThenBy(k => k.Plural, StringComparer.Ordinal).Select(k => new Guard(k.Group, "*", k.Plural, Operations.Write))];

    /// <summary>That a platform admin has made one is no leave to change it.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        var request = input.Request;
        if (!GuardedKinds.All.TryGetValue((request.Group, request.Resource), out var does) || input.Standing.IsPlatformOrSystem())
            return;
        var kind = $"{request.Resource}.{request.Group}";
        if (input.Policy.Resources.Allowed.Allows(kind) || (request.Operation == Operations.Update && SaysTheSame(request.OldObject, request.Object)))
            return;
        violations.Add("", $"{kind} are not to be written in a tenant's namespace: {does} ({input.Policy.Resources.Allowed})");
    }

    // Where a kind has a status subresource the API server holds the status fast; where it has none, controllers write it with the rest.
    private static bool SaysTheSame(JsonElement stored, JsonElement written)
    {
        if (stored.ValueKind != JsonValueKind.Object || written.ValueKind != JsonValueKind.Object)
            return false;
        foreach (var member in written.EnumerateObject())
        {
            if (!IsBookKeeping(member) && !(stored.TryGetProperty(member.Name, out var was) && JsonElement.DeepEquals(was, member.Value)))
                return false;
        }
        foreach (var member in stored.EnumerateObject())
        {
            if (!IsBookKeeping(member) && !written.TryGetProperty(member.Name, out _))
                return false;
        }
        return Same(stored, written, "labels"u8) && Same(stored, written, "annotations"u8);
    }

    private static bool IsBookKeeping(JsonProperty member) => member.NameEquals("metadata"u8) || member.NameEquals("status"u8);

    private static bool Same(JsonElement stored, JsonElement written, ReadOnlySpan<byte> map) => stored.At("metadata"u8).At(map).SameAs(written.At("metadata"u8).At(map));
}
