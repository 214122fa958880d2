using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Tokens in projected volumes: for whom, and for how long.</summary>
public sealed class ServiceAccountToken : PodSpecRule
{
    // Filled in by the API server where none is given.
    private const long DefaultSeconds = 3600;

    // What ServiceAccount admission asks for in the volume that it mounts (plugin/pkg/admission/serviceaccount).
    private const long MountedSeconds = 3607;

    public override string Id => "pods/service-account-token";

    public override string Denies =>
        "Projected service account tokens for an audience that is not listed, or for longer than the maximum. The API server's own audience, which is what no "
        + "audience means, and the token that the API server mounts itself pass.";

    public override string Why =>
        "A token for another audience is a credential at the cloud, the vault or the registry that trusts the cluster's issuer; a long one outlives whoever leaked it.";

    public override string? OpenedBy => "spec.pods.serviceAccountTokens";

    public override IReadOnlyList<Guard> Guards => WholePodsAndTemplates;

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var limits = input.Policy.Pods.ServiceAccountTokens;
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            var source = 0;
            foreach (var item in volume.At("projected"u8).Items("sources"u8))
            {
                var token = item.At("serviceAccountToken"u8);
                if (token.Exists())
                    Check(token, volume, pod, index, source, limits, violations);
                source++;
            }
            index++;
        }
    }

    private static void Check(JsonElement token, JsonElement volume, PodSpecView pod, int index, int source, TokenLimits limits, Violations violations)
    {
        var audience = token.At("audience"u8);
        if (!token.IsAbsentOrEmpty("audience"u8) && !(audience.ValueKind == JsonValueKind.String && limits.Audiences.Allows(audience.GetString())))
            violations.Add(pod.Path($".volumes[{index}].projected.sources[{source}].serviceAccountToken.audience"), $"{audience.Show()} is not allowed ({limits.Audiences})");
        if (!IsShortEnough(token, limits) && !IsMountedByApiServer(token, volume))
            violations.Add(
                pod.Path($".volumes[{index}].projected.sources[{source}].serviceAccountToken.expirationSeconds"),
                $"{token.Show("expirationSeconds"u8)} is not allowed (at most {limits.MaxExpirationSeconds}; unset means {DefaultSeconds})");
    }

    private static bool IsShortEnough(JsonElement token, TokenLimits limits) =>
        (token.At("expirationSeconds"u8).Exists() ? token.Int("expirationSeconds"u8) : DefaultSeconds) <= limits.MaxExpirationSeconds;

    // Whoever writes the like himself gets no more than by automountServiceAccountToken.
    private static bool IsMountedByApiServer(JsonElement token, JsonElement volume) =>
        token.Int("expirationSeconds"u8) == MountedSeconds && token.IsAbsentOrEmpty("audience"u8)
        && volume.String("name"u8)?.StartsWith("kube-api-access-", StringComparison.Ordinal) == true;
}
