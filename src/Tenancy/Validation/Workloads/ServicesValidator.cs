using FluentValidation;
using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>What services may be.</summary>
internal sealed class ServicesValidator : AbstractValidator<ServicesSpec>
{
    public ServicesValidator()
    {
        RuleFor(s => s.ExternalNames).EachObeys(Entries.Host);
        RuleFor(s => s.ExternalIPs).EachObeys(Ranges.Cidr);
        RuleFor(s => s.Annotations).EachObeys(Entries.Path);
        RuleFor(s => s.EndpointAddresses).EachObeys(Ranges.Cidr);
        RuleFor(s => s.NodePorts!).ChildRules(ports => ports.RuleFor(p => p.Ranges).EachObeys(Entries.Ports)).When(s => s.NodePorts is not null);
        RuleFor(s => s.LoadBalancers!).ChildRules(balancers =>
        {
            balancers.RuleFor(b => b.Classes).EachObeys(Entries.Path);
            balancers.RuleFor(b => b.SourceRanges).EachObeys(Ranges.Cidr);
            balancers.RuleFor(b => b.Addresses).EachObeys(Ranges.Cidr);
            balancers.RuleFor(b => b.Annotations).EachObeys(Entries.Path);
        }).When(s => s.LoadBalancers is not null);
    }
}
