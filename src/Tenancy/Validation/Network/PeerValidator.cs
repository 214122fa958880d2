using FluentValidation;
using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Network;

/// <summary>A peer that the API server takes (kubernetes, pkg/apis/networking/validation, ValidateNetworkPolicyPeer).</summary>
internal sealed class PeerValidator : AbstractValidator<NetworkPeer>
{
    public PeerValidator()
    {
        RuleFor(p => p.IpBlock).Custom((block, context) => context.Fail("", KindProblem(context.InstanceToValidate)));
        RuleFor(p => p.PodSelector!).SetValidator(new LabelSelectorValidator()).When(p => p.PodSelector is not null);
        RuleFor(p => p.NamespaceSelector!).SetValidator(new LabelSelectorValidator()).When(p => p.NamespaceSelector is not null);
        RuleFor(p => p.IpBlock!).SetValidator(new IpBlockValidator()).When(p => p.IpBlock is not null);
    }

    private static string? KindProblem(NetworkPeer peer)
    {
        var selects = peer.PodSelector is not null || peer.NamespaceSelector is not null;
        return (selects, peer.IpBlock) switch
        {
            (true, not null) => Problem.Forbidden("a peer has selectors or an address range, not both"),
            (false, null) => Problem.Required("a peer has a podSelector, a namespaceSelector or an ipBlock"),
            _ => null,
        };
    }

    private sealed class IpBlockValidator : AbstractValidator<IpBlock>
    {
        public IpBlockValidator()
        {
            RuleFor(b => b.Cidr).Obeys(Ranges.Cidr);
            RuleFor(b => b.Except).EachObeys(Ranges.Cidr);
            RuleFor(b => b.Except).Custom((exceptions, context) =>
            {
                var cidr = context.InstanceToValidate.Cidr;
                for (var i = 0; Ranges.Cidr(cidr) is null && i < (exceptions?.Count ?? 0); i++)
                {
                    if (Ranges.Cidr(exceptions![i]) is null && !Ranges.IsStrictlyWithin(exceptions[i], cidr))
                        context.Fail($"[{i}]", Problem.Invalid(exceptions[i], $"must be a part of {cidr}"));
                }
            });
        }
    }
}
