using OperatorRuntime;
using TenantOperator.Configuration;
using TenantOperator.Controllers;

namespace TenantOperator.Certificates;

/// <summary>The Secret and the two registrations, as both roles watch them: each by its name, so that no right to read others is needed.</summary>
internal sealed class CertificateCaches
{
    private readonly NamespacedName _secret;
    private readonly CertificateSource _source;
    private readonly Informer<SecretContent> _secrets;
    private readonly Informer<RegistrationEntry>[] _registrations;
    private volatile Lazy<TrustBundle?> _trusted;

    public CertificateCaches(KubeTransport transport, OperatorSettings settings, RuntimeServices services)
    {
        var (ns, names) = (settings.Platform.OperatorNamespace, settings.Certificates);
        _secret = new(ns, names.SecretName);
        _source = names.Source;
        _secrets = new(transport, Kinds.Secret, secret => SecretContent.Read(secret, names), new() { Namespace = ns, FieldSelector = $"metadata.name={names.SecretName}" }, services);
        _registrations =
        [
            .. new[] { Kinds.Validating, Kinds.Mutating }.Select(kind =>
                new Informer<RegistrationEntry>(transport, kind, RegistrationEntry.Read, new() { FieldSelector = $"metadata.name={names.RegistrationName}" }, services)),
        ];
        _trusted = new(ReadTrusted);
        foreach (var registration in _registrations)
            registration.Subscribe(_ => _trusted = new(ReadTrusted));
    }

    /// <summary>The Secret; null when there is none.</summary>
    public Entity<SecretContent>? Secret => _secrets.Store.TryGet(_secret, out var entity) ? entity : null;

    /// <summary>What the Secret keeps.</summary>
    public SecretContent Content => Secret?.Value ?? SecretContent.Nothing;

    /// <summary>Namespace and name of the Secret.</summary>
    public NamespacedName SecretKey => _secret;

    /// <summary>The registrations that exist and have webhooks.</summary>
    public IEnumerable<(ResourceType Kind, Entity<RegistrationEntry> Entity)> Registrations =>
        _registrations.SelectMany(i => i.Store.All.Where(e => e.Value.CaBundles.Count > 0).Select(e => (i.Type, e)));

    /// <summary>What every webhook of the registrations trusts; null when there is none. Read once for each change: each probe of readiness asks, and certificates hold memory of the system's.</summary>
    public TrustBundle? Trusted => _trusted.Value;

    /// <summary>Why nothing that the Secret keeps can be served at a time, in words; null when it can.</summary>
    public string? Problem(DateTimeOffset now) => _source == CertificateSource.Secret ? Content.Tls.Problem(Trusted, now)
        : Secret is null ? "it is not there"
        : Content.Authority.Current is not { } current ? "it holds no authority that can be used"
        : now < current.Begins ? $"its authority begins only {current.Begins:u}"
        : current.IsValidAt(now) ? null : $"its authority has ended {current.Expires:u}";

    /// <summary>When the authority that signs, or that is to be trusted, ends; null when there is none.</summary>
    public DateTimeOffset? AuthorityExpires(DateTimeOffset now) =>
        _source == CertificateSource.Secret ? Content.Tls.AuthorityExpires(now) : Content.Authority.Current?.Expires;

    /// <summary>Whether every cache has held a complete list.</summary>
    public bool HaveSynced => _secrets.HasSynced && _registrations.All(r => r.HasSynced);

    /// <summary>Has every change told.</summary>
    public void OnChange(Action told)
    {
        _secrets.Subscribe(_ => told());
        foreach (var registration in _registrations)
            registration.Subscribe(_ => told());
    }

    /// <summary>The informers' loops.</summary>
    public IEnumerable<(string Name, Func<CancellationToken, Task> Run)> Loops() =>
        [("secrets", _secrets.RunAsync), .. _registrations.Select(r => (r.Type.Plural, (Func<CancellationToken, Task>)r.RunAsync))];

    /// <summary>Ends when every cache has held a complete list.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellation) =>
        Task.WhenAll([_secrets.WaitForSyncAsync(cancellation), .. _registrations.Select(r => r.WaitForSyncAsync(cancellation))]);

    private TrustBundle? ReadTrusted() => TrustBundle.Common(Registrations.SelectMany(r => r.Entity.Value.CaBundles).Distinct(StringComparer.Ordinal).Select(TrustBundle.ReadCaBundle));
}
