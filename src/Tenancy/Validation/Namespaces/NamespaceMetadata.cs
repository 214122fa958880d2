using System.Text;
using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Namespaces;

/// <summary>Labels and annotations that a Tenant puts on its namespaces.</summary>
internal static class NamespaceMetadata
{
    // apimachinery, TotalAnnotationSizeLimitB: of all keys and values of an object together.
    private const int LargestAnnotations = 256 * 1024;

    public static void CheckLabels(IReadOnlyDictionary<string, string>? labels, ValidationContext<NamespacesSpec> context, string below)
    {
        foreach (var (key, value) in labels ?? MetadataMap.Empty)
        {
            context.Fail($"{below}[{key}]", Names.LabelKey(key) ?? (IsReserved(key) ? Problem.Forbidden("the label is written by Kubernetes or by the operator") : null));
            context.Fail($"{below}[{key}]", Names.LabelValue(value));
        }
    }

    /// <param name="annotations">The annotations.</param>
    /// <param name="under">Those of all namespaces, when these are for one: the API server bounds both together.</param>
    /// <param name="context">Where errors go.</param>
    /// <param name="below">The field, from the property that the context is at.</param>
    public static void CheckAnnotations(
        IReadOnlyDictionary<string, string>? annotations, IReadOnlyDictionary<string, string>? under, ValidationContext<NamespacesSpec> context, string below)
    {
        foreach (var key in (annotations ?? MetadataMap.Empty).Keys)
        {
            context.Fail(
                $"{below}[{key}]",
                Names.AnnotationKey(key) ?? (IsReserved(key) && key != "kubernetes.io/description" || key == ProtectedKeys.AppliedByKubectl
                    ? Problem.Forbidden("the annotation is written by Kubernetes or by the operator")
                    : null));
        }
        var size = (annotations ?? MetadataMap.Empty).Concat(under ?? MetadataMap.Empty).Sum(a => Encoding.UTF8.GetByteCount(a.Key) + Encoding.UTF8.GetByteCount(a.Value));
        context.Fail(below, size > LargestAnnotations ? $"Too long: the annotations of a namespace have at most {LargestAnnotations} bytes" : null);
    }

    /// <summary>A pattern of keys that owners may set: none that other rules would refuse nevertheless.</summary>
    public static string? AllowedKey(string entry) =>
        Entries.Path(entry)
        ?? (entry.StartsWith(Pattern.RegexPrefix, StringComparison.Ordinal) ? null
            : Names.AnnotationKey(entry.Replace("*", "any", StringComparison.Ordinal)) is not null ? Problem.Invalid(entry, "must be a key, or one with \"*\" for all before or behind the \"/\", such as app.example.com/*")
            : IsReserved(entry) || ProtectedKeys.SteersNamespace(entry) ? Problem.Forbidden($"\"{entry}\" is written by Kubernetes or by the operator")
            : null);

    private static bool IsReserved(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 ? "" : key[..slash].ToLowerInvariant();
        return domain is "kubernetes.io" or "k8s.io" or "pod-security.kubernetes.io" || key is Labels.ManagedBy || ProtectedKeys.SpeakOfTenancy(key.ToLowerInvariant());
    }
}
