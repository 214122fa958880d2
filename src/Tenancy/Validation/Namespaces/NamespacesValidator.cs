using System.Globalization;
using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Namespaces;

/// <summary>Namespaces that can be made: by name, number, labels and annotations.</summary>
internal sealed class NamespacesValidator : AbstractValidator<NamespacesSpec>
{
    // What a tenant may have that sets no limit (tenant-api: namespaces.limit).
    private const int DefaultLimit = 10;
    private const int LongestNamespace = 63;

    public NamespacesValidator()
    {
        RuleFor(n => n.Prefix).Custom((prefix, context) =>
            context.Fail("", prefix is null ? null : PrefixShape(prefix) ?? ReservedNames.PrefixProblem(prefix, context.PlatformSettings())));
        RuleFor(n => n.Limit).Obeys(limit => limit < 0 ? Problem.Invalid(limit.Value.ToString(CultureInfo.InvariantCulture), "must be greater than or equal to 0") : null);
        RuleFor(n => n.Provision).Custom((provision, context) => context.Fail("", LimitProblem(provision?.Count ?? 0, context.InstanceToValidate.Limit ?? DefaultLimit)));
        RuleFor(n => n.Provision).AreUniqueBy(p => p.Name, p => p.Name, ".name");
        RuleFor(n => n.Provision).Custom(CheckNames);
        RuleFor(n => n.Labels).Custom((labels, context) => NamespaceMetadata.CheckLabels(labels, context, ""));
        RuleFor(n => n.Annotations).Custom((annotations, context) => NamespaceMetadata.CheckAnnotations(annotations, null, context, ""));
        RuleFor(n => n.AllowedLabels).EachObeys(NamespaceMetadata.AllowedKey);
        RuleFor(n => n.AllowedAnnotations).EachObeys(NamespaceMetadata.AllowedKey);
        RuleFor(n => n.Provision).Custom((provision, context) =>
        {
            for (var i = 0; i < (provision?.Count ?? 0); i++)
            {
                NamespaceMetadata.CheckLabels(provision![i].Labels, context, $"[{i}].labels");
                NamespaceMetadata.CheckAnnotations(provision[i].Annotations, context.InstanceToValidate.Annotations, context, $"[{i}].annotations");
            }
        });
    }

    private static string? PrefixShape(string prefix) =>
        prefix.Length >= 2 && prefix.EndsWith('-') && Names.Label(prefix[..^1] + "x", LongestNamespace) is null && prefix[0] != '-'
            ? null
            : Problem.Invalid(prefix, "must be lower-case letters, digits or '-', begin with a letter or digit, and end with '-', such as acme-");

    private static string? LimitProblem(int count, int limit) => count > limit
        ? $"Too many: {count.ToString(CultureInfo.InvariantCulture)}: the tenant may have {limit.ToString(CultureInfo.InvariantCulture)} namespaces (spec.namespaces.limit)"
        : null;

    private static void CheckNames(IReadOnlyList<ProvisionedNamespace>? provision, ValidationContext<NamespacesSpec> context)
    {
        var prefix = context.InstanceToValidate.Prefix ?? NamespaceNames.PrefixOf(context.Tenant());
        for (var i = 0; i < (provision?.Count ?? 0); i++)
            context.Fail($"[{i}].name", NameProblem(prefix, provision![i].Name, context));
    }

    private static string? NameProblem(string prefix, string name, ValidationContext<NamespacesSpec> context)
    {
        if (name.Length == 0)
            return Problem.Required("a namespace has a name");
        var whole = prefix + name;
        return Names.Label(name)
            ?? (whole.Length > LongestNamespace ? Problem.Invalid(name, $"\"{whole}\" would have {whole.Length} characters; a namespace's name has at most {LongestNamespace}") : null)
            ?? ReservedNames.NamespaceProblem(whole, context.PlatformSettings());
    }
}
