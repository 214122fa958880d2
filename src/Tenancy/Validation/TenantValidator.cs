using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Namespaces;
using Tenancy.Validation.Network;
using Tenancy.Validation.People;
using Tenancy.Validation.Resources;
using Tenancy.Validation.Syntax;
using Tenancy.Validation.Workloads;

namespace Tenancy.Validation;

/// <summary>What the schema cannot say of a Tenant. Validators are built once and hold no state: what differs is in the context.</summary>
internal sealed class TenantValidator : AbstractValidator<Tenant>
{
    // Names and label values are built from it: a namespace's 63 characters leave room for its own name.
    private const int LongestName = 40;

    public TenantValidator()
    {
        RuleFor(t => t.Metadata.Name).Obeys(name => name.Length == 0 ? Problem.Required("a Tenant has a name") : Names.Label(name, LongestName));
        RuleFor(t => t.Metadata.Name).Custom((_, context) => context.Fail("", PrefixProblem(context)));
        RuleFor(t => t.Spec).SetValidator(new TenantSpecValidator());
        RuleFor(t => t.Spec.Namespaces!).SetValidator(new NamespacesValidator()).When(t => t.Spec.Namespaces is not null);
    }

    private static string? PrefixProblem(ValidationContext<Tenant> context)
    {
        var tenant = context.InstanceToValidate;
        return tenant.Spec.Namespaces?.Prefix is null ? ReservedNames.PrefixProblem(NamespaceNames.PrefixOf(tenant), context.PlatformSettings()) : null;
    }

    private sealed class TenantSpecValidator : AbstractValidator<TenantSpec>
    {
        public TenantSpecValidator()
        {
            RuleFor(s => s.Description!).Obeys(Names.OneLine);
            RuleFor(s => s.Contact!).Obeys(Names.OneLine);
            RuleFor(s => s.Owners).Obeys(owners => owners.Count == 0 ? Problem.Required("a tenant has an owner") : null);
            RuleFor(s => s.Owners).AreUniqueBy(s => s, s => s.Name);
            RuleForEach(s => s.Owners).SetValidator(new SubjectValidator());
            RuleForEach(s => s.Members).SetValidator(new MemberValidator());
            RuleFor(s => s.Quotas).AreUniqueBy(q => q.Name, q => q.Name, ".name");
            RuleForEach(s => s.Quotas).SetValidator(new QuotaValidator());
            RuleFor(s => s.LimitRanges).AreUniqueBy(r => r.Name, r => r.Name, ".name");
            RuleForEach(s => s.LimitRanges).SetValidator(new LimitRangeValidator());
            RuleFor(s => s.Network!).SetValidator(new NetworkValidator()).When(s => s.Network is not null);
            RuleFor(s => s.Pods!).SetValidator(new PodsValidator()).When(s => s.Pods is not null);
            RuleFor(s => s.Services!).SetValidator(new ServicesValidator()).When(s => s.Services is not null);
            RuleFor(s => s.Resources!).SetValidator(new ResourcesValidator()).When(s => s.Resources is not null);
            RuleFor(s => s.Ingress!).SetValidator(new IngressValidator()).When(s => s.Ingress is not null);
            RuleFor(s => s.Enforcement!).SetValidator(new EnforcementValidator()).When(s => s.Enforcement is not null);
            RuleFor(s => s.Storage!).SetValidator(new StorageValidator()).When(s => s.Storage is not null);
        }
    }
}
