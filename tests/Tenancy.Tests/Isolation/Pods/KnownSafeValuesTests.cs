using System.Text.Json.Nodes;
using CsCheck;

namespace Tenancy.Tests.Isolation.Pods;

/// <summary>Rules list what is allowed: any JSON at all that is not on the list is denied, of whatever type it is.</summary>
public sealed class KnownSafeValuesTests
{
    [Theory]
    [InlineData("/hostNetwork", "null", "false")]
    [InlineData("/hostPID", "null", "false")]
    [InlineData("/hostIPC", "null", "false")]
    [InlineData("/nodeName", "null", "\"\"")]
    [InlineData("/securityContext/windowsOptions/hostProcess", "null", "false")]
    [InlineData("/securityContext/runAsNonRoot", "true")]
    [InlineData("/securityContext/seccompProfile/type", "\"RuntimeDefault\"", "\"Localhost\"")]
    [InlineData("/securityContext/appArmorProfile/type", "\"RuntimeDefault\"", "\"Localhost\"")]
    [InlineData("/securityContext/seLinuxOptions/type", "null", "\"\"", "\"container_t\"", "\"container_init_t\"", "\"container_kvm_t\"", "\"container_engine_t\"")]
    [InlineData("/securityContext/seLinuxOptions/user", "null", "\"\"")]
    [InlineData("/securityContext/seLinuxOptions/role", "null", "\"\"")]
    [InlineData("/securityContext/sysctls/0/name", "\"kernel.shm_rmid_forced\"")]
    [InlineData("/volumes/0/hostPath", "null")]
    [InlineData("/volumes/0/anything", "null")]
    [InlineData("/volumes/0/csi", "null")]
    [InlineData("/hostAliases", "null", "[]")]
    [InlineData("/dnsPolicy", "null", "\"\"", "\"ClusterFirst\"", "\"ClusterFirstWithHostNet\"")]
    [InlineData("/dnsConfig", "null", "{}")]
    [InlineData("/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces/0", "\"acme-dev\"")]
    [InlineData("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaceSelector", "null")]
    [InlineData("/containers/0/securityContext/privileged", "null", "false")]
    [InlineData("/containers/0/securityContext/allowPrivilegeEscalation", "false")]
    [InlineData("/containers/0/securityContext/runAsNonRoot", "null", "true")]
    [InlineData("/containers/0/securityContext/procMount", "null", "\"Default\"")]
    [InlineData("/containers/0/securityContext/seccompProfile/type", "\"RuntimeDefault\"", "\"Localhost\"")]
    [InlineData("/containers/0/securityContext/capabilities/add/0", "\"NET_BIND_SERVICE\"")]
    [InlineData("/containers/0/securityContext/capabilities/drop/0", "\"ALL\"")]
    [InlineData("/containers/0/securityContext/windowsOptions/hostProcess", "null", "false")]
    [InlineData("/containers/0/ports/0/hostPort", "null", "0")]
    [InlineData("/containers/0/livenessProbe/httpGet/host", "null", "\"\"")]
    [InlineData("/containers/0/lifecycle/preStop/tcpSocket/host", "null", "\"\"")]
    [InlineData("/initContainers/0/securityContext/privileged", "null", "false")]
    [InlineData("/ephemeralContainers/0/securityContext/privileged", "null", "false")]
    public void Only_the_safe_values_pass(string field, params string[] safe)
    {
        foreach (var value in safe)
            Assert.True(Allowed(field, JsonNode.Parse(value)), value);
        AnyJson.Value.Sample(value => safe.Contains(value?.ToJsonString() ?? "null", StringComparer.Ordinal) || !Allowed(field, value), iter: 100);
    }

    /// <summary>Objects and lists that rules descend into: another type must not read as empty.</summary>
    [Theory]
    [InlineData("/containers")]
    [InlineData("/initContainers")]
    [InlineData("/ephemeralContainers")]
    [InlineData("/volumes")]
    [InlineData("/tolerations")]
    [InlineData("/securityContext")]
    [InlineData("/containers/0")]
    [InlineData("/containers/0/ports")]
    [InlineData("/containers/0/ports/0")]
    [InlineData("/containers/0/securityContext")]
    [InlineData("/containers/0/securityContext/capabilities")]
    [InlineData("/containers/0/securityContext/capabilities/add")]
    [InlineData("/containers/0/securityContext/seLinuxOptions")]
    [InlineData("/containers/0/securityContext/windowsOptions")]
    [InlineData("/containers/0/livenessProbe")]
    [InlineData("/containers/0/livenessProbe/httpGet")]
    [InlineData("/containers/0/lifecycle")]
    [InlineData("/volumes/0")]
    [InlineData("/volumes/0/image")]
    [InlineData("/volumes/0/csi")]
    [InlineData("/volumes/0/emptyDir")]
    [InlineData("/resources")]
    [InlineData("/resources/limits")]
    [InlineData("/containers/0/resources")]
    [InlineData("/containers/0/resources/requests")]
    [InlineData("/hostAliases")]
    [InlineData("/dnsConfig")]
    [InlineData("/affinity")]
    [InlineData("/affinity/podAffinity")]
    [InlineData("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution")]
    [InlineData("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0")]
    [InlineData("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces")]
    [InlineData("/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaceSelector")]
    [InlineData("/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm")]
    public void A_text_or_number_in_the_place_of_an_object_or_list_is_denied(string field)
    {
        Assert.False(Allowed(field, "x"));
        Assert.False(Allowed(field, 1));
        Assert.False(Allowed(field, true));
    }

    [Theory]
    [InlineData("container.apparmor.security.beta.kubernetes.io/web")]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/web")]
    [InlineData("seccomp.security.alpha.kubernetes.io/pod")]
    [InlineData(@"\u0063ontainer.apparmor.security.beta.kubernetes.io/web")]
    [InlineData(@"\u0063ontainer.seccomp.security.alpha.kubernetes.io/web")]
    [InlineData(@"\u0073eccomp.security.alpha.kubernetes.io/pod")]
    public void A_legacy_annotation_is_known_however_it_is_escaped(string name) => Assert.False(
        Ask.OnCreate(Ask.GoodPod.Replace("\"metadata\": {", $"\"metadata\": {{\"annotations\": {{\"{name}\": \"unconfined\"}}, ", StringComparison.Ordinal)).Allowed);

    private static bool Allowed(string field, JsonNode? value)
    {
        var pod = JsonNode.Parse(Ask.GoodPod)!;
        var spec = pod["spec"]!;
        spec["initContainers"] = new JsonArray(spec["containers"]![0]!.DeepClone());
        spec["ephemeralContainers"] = new JsonArray(spec["containers"]![0]!.DeepClone());
        spec["volumes"] = new JsonArray(new JsonObject { ["name"] = "a", ["secret"] = new JsonObject() });
        Put(spec, field.Split('/')[1..], value?.DeepClone());
        return Ask.OnCreate(pod.ToJsonString()).Allowed;
    }

    private static void Put(JsonNode target, ReadOnlySpan<string> path, JsonNode? value)
    {
        var node = path.Length == 1 ? value : Child(target, path[0]) ?? (path[1] is "0" ? new JsonArray() : new JsonObject());
        if (path.Length > 1)
            Put(node!, path[1..], value);
        if (target is JsonObject o)
            o[path[0]] = node?.Parent is null ? node : node.DeepClone();
        else if (target.AsArray() is { Count: > 0 } list)
            list[0] = node?.Parent is null ? node : node.DeepClone();
        else
            target.AsArray().Add(node);
    }

    private static JsonNode? Child(JsonNode target, string step) => target is JsonArray list ? (list.Count > 0 ? list[0] : null) : target[step];
}
