using System.Text.Json;
using Tenancy.Objects;
using TenantOperator.Registrations;
using Webhooks.Registrations;

namespace TenantOperator.Certificates;

/// <summary>What is kept of a webhook configuration.</summary>
/// <param name="Mark">By which a version of the program knows it for its own (<see cref="RegistrationMark"/>); empty when it has none.</param>
/// <param name="Claim">The place of <see cref="RegistrationPatch.Manager"/> among those that the API server has for owners of its fields; null when it owns none.</param>
/// <param name="Webhooks">Its webhooks, in their order.</param>
internal sealed record RegistrationEntry(string Mark, int? Claim, IReadOnlyList<RegisteredWebhook> Webhooks)
{
    /// <summary>The <c>caBundle</c> of each of its webhooks, null where it has none.</summary>
    public IReadOnlyList<string?> CaBundles { get; } = [.. Webhooks.Select(w => w.CaBundle)];

    public static RegistrationEntry Read(JsonElement stored) => new(
        ReadMark(stored.At("metadata"u8).At("annotations"u8)),
        ReadClaim(stored.At("metadata"u8)),
        stored.TryGetProperty("webhooks", out var webhooks) && webhooks.ValueKind == JsonValueKind.Array
            ? [.. webhooks.EnumerateArray().Select(RegisteredWebhook.Read)]
            : []);

    private static string ReadMark(JsonElement annotations) =>
        annotations.ValueKind == JsonValueKind.Object && annotations.TryGetProperty(RegistrationMark.Annotation, out var mark) ? mark.GetString() ?? "" : "";

    private static int? ReadClaim(JsonElement metadata)
    {
        var place = 0;
        foreach (var manager in metadata.Items("managedFields"u8))
        {
            if (manager.Is("manager"u8, RegistrationPatch.ManagerName))
                return place;
            place++;
        }

        return null;
    }
}
