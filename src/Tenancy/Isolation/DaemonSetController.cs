using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation;

/// <summary>Tells whether kube-system's DaemonSet controller asks, which may do to pods what their authors may not.</summary>
internal static class DaemonSetController
{
    /// <summary>
    /// By its own service account; or, where the controller manager runs all controllers under one account
    /// (<c>--use-service-account-credentials=false</c>), by that account for a pod whose controller is a DaemonSet.
    /// </summary>
    public static bool Asks(AdmissionRequest request) => request.Requester.Username switch
    {
        "system:serviceaccount:kube-system:daemon-set-controller" => true,
        "system:kube-controller-manager" => IsOfDaemonSet(request.Object),
        _ => false,
    };

    /// <summary>Whether a stored pod is of a DaemonSet, by what it says itself: the audit cannot ask who made it.</summary>
    public static bool HasMade(RuleInput input) => input.IsStored && IsOfDaemonSet(input.Request.Object);

    private static bool IsOfDaemonSet(JsonElement pod)
    {
        foreach (var owner in pod.At("metadata"u8).Items("ownerReferences"u8))
        {
            if (owner.Bool("controller"u8) is true && owner.Is("kind"u8, "DaemonSet"u8) && owner.Is("apiVersion"u8, "apps/v1"u8))
                return true;
        }
        return false;
    }
}
