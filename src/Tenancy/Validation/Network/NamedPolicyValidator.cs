using System.Globalization;
using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Network;

/// <summary>A NetworkPolicy that the API server takes (kubernetes, pkg/apis/networking/validation), and none of whose rules is idle.</summary>
internal sealed class NamedPolicyValidator : AbstractValidator<NamedNetworkPolicy>
{
    public NamedPolicyValidator()
    {
        RuleFor(p => p.Name).Obeys(Names.ObjectSuffix);
        RuleFor(p => p.Spec).SetValidator(new SpecValidator());
    }

    private sealed class SpecValidator : AbstractValidator<NetworkPolicySpec>
    {
        private static readonly string[] Types = ["Ingress", "Egress"];

        public SpecValidator()
        {
            RuleFor(s => s.PodSelector!).SetValidator(new LabelSelectorValidator()).When(s => s.PodSelector is not null);
            RuleFor(s => s.PolicyTypes).EachObeys(type => Types.Contains(type, StringComparer.Ordinal) ? null : Problem.Unsupported(type, Types));
            RuleFor(s => s.Ingress).Custom((rules, context) => context.Fail("", IdleProblem("Ingress", rules?.Count ?? 0, context.InstanceToValidate)));
            RuleFor(s => s.Egress).Custom((rules, context) => context.Fail("", IdleProblem("Egress", rules?.Count ?? 0, context.InstanceToValidate)));
            RuleForEach(s => s.Ingress).ChildRules(rule =>
            {
                rule.RuleForEach(r => r.From).SetValidator(new PeerValidator());
                rule.RuleForEach(r => r.Ports).SetValidator(new PortValidator());
            });
            RuleForEach(s => s.Egress).ChildRules(rule =>
            {
                rule.RuleForEach(r => r.To).SetValidator(new PeerValidator());
                rule.RuleForEach(r => r.Ports).SetValidator(new PortValidator());
            });
        }

        private static string? IdleProblem(string type, int rules, NetworkPolicySpec spec) =>
            rules > 0 && !NetworkPolicyJson.PolicyTypes(spec).Contains(type, StringComparer.Ordinal)
                ? Problem.Forbidden($"the rules have no effect while policyTypes lacks {type}")
                : null;
    }

    private sealed class PortValidator : AbstractValidator<NetworkPort>
    {
        private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];

        public PortValidator()
        {
            RuleFor(p => p.Protocol!).Obeys(protocol => Protocols.Contains(protocol, StringComparer.Ordinal) ? null : Problem.Unsupported(protocol, Protocols));
            RuleFor(p => p.Port).Obeys(port =>
                port is null or (>= 1 and <= 65_535) ? null : Problem.Invalid(port.Value.ToString(CultureInfo.InvariantCulture), "must be between 1 and 65535, inclusive"));
        }
    }
}
