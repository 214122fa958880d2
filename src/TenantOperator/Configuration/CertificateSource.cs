namespace TenantOperator.Configuration;

/// <summary>Where the webhooks' certificates come from.</summary>
internal enum CertificateSource
{
    /// <summary>The operator keeps a certificate authority in a Secret, and each webhook process signs its own certificate with it.</summary>
    SelfManaged,

    /// <summary>Somebody else (cert-manager, the platform team) keeps the certificate in a Secret of type kubernetes.io/tls.</summary>
    Secret,
}
