using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Secrets;

/// <summary>Secrets that the control plane fills with a token.</summary>
/// <remarks>Nothing of a Secret's data is looked at or shown.</remarks>
public sealed class Token : IRule
{
    public string Id => "secrets/token";

    public string Denies =>
        "New Secrets of type kubernetes.io/service-account-token, and another service account in the annotations of one that exists, by others than the system, "
        + "platform admins and the operator.";

    public string Why =>
        "The control plane puts a token into such a Secret that never expires and is bound to no pod: whoever may write Secrets would have the rights of every "
        + "service account in the namespace, for good, without the right to ask for tokens.";

    public string? NotAudited => "To read Secrets the operator would need the right to read every tenant's; those that the control plane fills by itself look the same.";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "secrets", Operations.Write)];

    /// <summary>The rule is about the change itself.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        JsonElement stored = input.Request.OldObject, written = input.Request.Object;
        // The type cannot change; should it, the Secret is as good as new.
        var wasToken = input.Request.Operation == Operations.Update && MayBeToken(stored);
        if (!MayBeToken(written) || input.Standing.IsPlatformOrSystem())
            return;
        if (!wasToken)
        {
            violations.Add("type", $"{written.Show("type"u8)} is not allowed; mount a projected token, which expires");
            return;
        }
        CheckAnnotation("kubernetes.io/service-account.name"u8, "kubernetes.io/service-account.name", stored, written, violations);
        CheckAnnotation("kubernetes.io/service-account.uid"u8, "kubernetes.io/service-account.uid", stored, written, violations);
    }

    private static bool MayBeToken(JsonElement secret) =>
        secret.At("type"u8) is var type && type.Exists() && (type.ValueKind != JsonValueKind.String || type.ValueEquals("kubernetes.io/service-account-token"u8));

    private static void CheckAnnotation(ReadOnlySpan<byte> key, string name, JsonElement stored, JsonElement written, Violations violations)
    {
        JsonElement before = stored.At("metadata"u8).At("annotations"u8).At(key), after = written.At("metadata"u8).At("annotations"u8).At(key);
        if (!before.SameAs(after))
            violations.Add($"metadata.annotations[{name}]", $"{after.Show()} is not allowed: must stay {before.Show()}");
    }
}
