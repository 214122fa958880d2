using Chart.Tests.Helm;

namespace Chart.Tests;

/// <summary>Values that cannot work, or would open a wall, are refused when the chart is rendered, in words that name the value.</summary>
public sealed class RefusedValuesTests
{
    [Theory]
    [InlineData("""{"webhook":{}}""", "additional properties 'webhook' not allowed")]
    [InlineData("""{"webhooks":{"replica":3}}""", "at '/webhooks': additional properties 'replica' not allowed")]
    [InlineData("""{"platform":{"admins":{"user":[]}}}""", "at '/platform/admins': additional properties 'user' not allowed")]
    [InlineData("""{"controller":{"replicas":"two"}}""", "at '/controller/replicas': got string, want integer")]
    [InlineData("""{"controller":{"replicas":-1}}""", "at '/controller/replicas': minimum")]
    [InlineData("""{"crds":{"enabled":"yes"}}""", "at '/crds/enabled': got string, want boolean")]
    [InlineData("""{"webhooks":{"url":"http://127.0.0.1:9443"}}""", "at '/webhooks/url'")]
    [InlineData("""{"webhooks":{"url":"https://127.0.0.1:9443/validate"}}""", "at '/webhooks/url'")]
    [InlineData("""{"certificates":{"servingLifetime":"7 days"}}""", "at '/certificates/servingLifetime'")]
    [InlineData("""{"platform":{"systemUsers":["system:serviceaccount:kube-system:*"]}}""", "at '/platform/systemUsers/0'")]
    [InlineData("""{"platform":{"admins":{"serviceAccounts":["argocd/controller"]}}}""", "at '/platform/admins/serviceAccounts/0': got string, want object")]
    [InlineData("""{"platform":{"dns":{"namespaceSelector":{"name":"kube-system"}}}}""", "at '/platform/dns/namespaceSelector': additional properties 'name' not allowed")]
    [InlineData("""{"standardClass":{"policy":{"netwrok":{}}}}""", "at '/standardClass/policy': additional properties 'netwrok' not allowed")]
    [InlineData("""{"standardClass":{"policy":{"quotas":{"pods":5}}}}""", "at '/standardClass/policy/quotas': got object, want null or array")]
    [InlineData("""{"denialEvents":{"perNamespacePerMinute":0}}""", "at '/denialEvents/perNamespacePerMinute': minimum")]
    [InlineData("""{"tracing":{"endpoint":"otel:4318"}}""", "at '/tracing/endpoint'")]
    [InlineData("""{"tracing":{"samplingRatio":2}}""", "at '/tracing/samplingRatio': maximum")]
    [InlineData("""{"webhooks":{"replicas":0}}""", "webhooks.replicas is 0 and webhooks.url is empty")]
    [InlineData("""{"certificates":{"source":"LetsEncrypt"}}""", "at '/certificates/source': value must be one of 'SelfManaged', 'CertManager', 'Secret'")]
    [InlineData("""{"certificates":{"certManager":{"issuerRef":{"issuer":"platform-ca"}}}}""", "at '/certificates/certManager/issuerRef': additional properties 'issuer' not allowed")]
    [InlineData("""{"certificates":{"source":"Secret"}}""", "Set certificates.secret.name to the Secret of type kubernetes.io/tls that you keep")]
    [InlineData("""{"certificates":{"secret":{"name":"tls"}}}""", "certificates.source is SelfManaged, which never reads that Secret. Set certificates.source to Secret")]
    [InlineData("""{"certificates":{"source":"CertManager","secret":{"name":"tls"}}}""", "certificates.source is CertManager, which never reads that Secret. Set certificates.source to Secret")]
    [InlineData("""{"certificates":{"certManager":{"issuerRef":{"name":"platform-ca"}}}}""", "certificates.source is SelfManaged, which asks no issuer. Set certificates.source to CertManager")]
    [InlineData("""{"certificates":{"source":"Secret","secret":{"name":"tls"},"certManager":{"issuerRef":{"name":"platform-ca"}}}}""", "certificates.source is Secret, which asks no issuer")]
    [InlineData("""{"certificates":{"source":"CertManager","certManager":{"issuerRef":{"kind":"ClusterIssuer"}}}}""", "certificates.certManager.issuerRef has no name. Name your Issuer or ClusterIssuer")]
    [InlineData("""{"certificates":{"source":"Secret","secret":{"name":"tenant-operator-webhook-ca"}}}""", "the name of a Secret that another source of certificates keeps")]
    [InlineData("""{"platform":{"memberClusterRoles":["cluster-admin"]}}""", "platform.memberClusterRoles holds cluster-admin")]
    [InlineData("""{"platform":{"admins":{"groups":["system:authenticated"]}}}""", "platform.admins.groups holds system:authenticated")]
    public async Task A_value_that_cannot_be_is_refused_by_its_name(string values, string reason)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, values);

        var result = await HelmRunner.TemplateAsync("--values", file);

        File.Delete(file);
        Assert.False(result.Succeeded);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
