using FluentValidation;
using Tenancy.Api;

namespace Tenancy.Validation.Network;

/// <summary>Network walls that the API server takes, and that do what they say.</summary>
internal sealed class NetworkValidator : AbstractValidator<NetworkSpec>
{
    private const string Pointless = "has no effect with isolation None, which closes nothing";

    public NetworkValidator()
    {
        RuleForEach(n => n.AllowFrom).SetValidator(new PeerValidator());
        RuleFor(n => n.Egress!).SetValidator(new EgressValidator()).When(n => n.Egress is not null);
        RuleFor(n => n.Policies).AreUniqueBy(p => p.Name, p => p.Name, ".name");
        RuleForEach(n => n.Policies).SetValidator(new NamedPolicyValidator());
        When(n => n.Isolation == NetworkIsolation.None, () =>
        {
            RuleFor(n => n.Dns).Obeys(dns => dns is null ? null : Problem.Forbidden(Pointless));
            RuleFor(n => n.AllowFrom!).Obeys(peers => peers.Count == 0 ? null : Problem.Forbidden(Pointless));
            RuleFor(n => n.Egress!).Obeys(_ => Problem.Forbidden(Pointless));
        });
    }
}
