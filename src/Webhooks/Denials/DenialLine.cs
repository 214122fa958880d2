using Tenancy.Isolation;
using Webhooks.Reviews;

namespace Webhooks.Denials;

/// <summary>What an event says of a denial.</summary>
internal static class DenialLine
{
    /// <summary>As client-go cuts the messages of events.</summary>
    public const int Longest = 1024;

    /// <summary>
    /// What the requester was told, where whoever may read the namespace's events may read objects of this kind as well. Of others, Secrets and role
    /// bindings among them, only the rules: a denial shows values.
    /// </summary>
    public static string Of(AdmissionRequest request, Answer answer) => Legible.Line(
        IsOpen(request) ? answer.Denial!.Message : $"tenant \"{answer.Tenant}\" refused it by {string.Join(", ", answer.DenyingRules)}; who asked for it was told why", Longest);

    // What the role tenant-operator:view reads; a kind that it does not is none of these groups' but the Secret.
    private static bool IsOpen(AdmissionRequest request) =>
        request.Group is "" or "apps" or "batch" or "autoscaling" or "policy" or "networking.k8s.io" or "discovery.k8s.io" && request is not { Group: "", Resource: "secrets" };
}
