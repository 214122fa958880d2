namespace TenantOperator.Configuration;

/// <summary>Where the webhooks' certificates come from. Durations are written as <c>168h</c>, <c>10m</c>, <c>1h30m</c>.</summary>
internal sealed record CertificateSettings
{
    /// <summary>Who makes them.</summary>
    public CertificateSource Source { get; set; } = CertificateSource.SelfManaged;

    /// <summary>The Secret, in the operator's namespace, that keeps the certificate authority, or with <see cref="CertificateSource.Secret"/> the certificate.</summary>
    public string SecretName { get; set; } = "tenant-operator-webhook-ca";

    /// <summary>The name that the ValidatingWebhookConfiguration and the MutatingWebhookConfiguration share.</summary>
    public string RegistrationName { get; set; } = "tenant-operator";

    /// <summary>The DNS names that the API server may call the webhooks by. A certificate that comes in a Secret must be good for each of them.</summary>
    public IReadOnlyList<string> DnsNames { get; set; } = ["tenant-operator-webhooks.tenant-operator.svc"];

    /// <summary>The addresses that the API server may call the webhooks by, in the same way; none when it goes through a Service.</summary>
    public IReadOnlyList<string> IpAddresses { get; set; } = [];

    /// <summary>How long a certificate authority is valid. It is replaced after two thirds of that.</summary>
    public TimeSpan AuthorityLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a serving certificate is valid. It is replaced after two thirds of that. Short, since nobody has to carry it anywhere.</summary>
    public TimeSpan ServingLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long the registrations trust the next authority before anything of it is served. API servers see a changed
    /// registration within seconds; minutes cover one that was cut off for a while.
    /// </summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(10);
}
