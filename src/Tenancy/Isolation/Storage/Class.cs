using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Storage;

/// <summary>Which StorageClass and VolumeAttributesClass a claim has.</summary>
public sealed class Class : ClaimRule
{
    public override string Id => "storage/class";

    public override string Denies => "An effective StorageClass (field, legacy annotation, cluster default) that is not listed; field and annotation that differ; a "
        + "VolumeAttributesClass that is not listed. With a list, \"\" (no class: volumes that exist already) needs an entry too: regex: alone, which matches the empty text.";

    public override string Why => "The class chooses the storage system, what it costs and whose credentials reach it; an attributes class can be changed while the volume is in use. "
        + "Of two classes, the volume binder reads the annotation first and other programs the field.";

    public override string OpenedBy => "spec.storage.classes";

    protected override void Check(ClaimView claim, RuleInput input, Violations violations)
    {
        if (claim.Spec.Exists() && claim.Spec.ValueKind != JsonValueKind.Object)
            violations.Add(claim.Path("spec"), $"{claim.Spec.Show()} is no object");
        if (claim.Annotations.Exists() && claim.Annotations.ValueKind != JsonValueKind.Object)
            violations.Add(claim.Path("metadata.annotations"), $"{claim.Annotations.Show()} is no object");
        CheckClass(claim, input, violations);
        CheckAttributesClass(claim, input, violations);
    }

    private static void CheckClass(ClaimView claim, RuleInput input, Violations violations)
    {
        JsonElement field = claim.Spec.At("storageClassName"u8), annotation = claim.AnnotatedClass;
        if (field.Exists() && annotation.Exists() && !JsonElement.DeepEquals(field, annotation))
            violations.Add(claim.Path("spec.storageClassName"), $"{field.Show()} and the annotation {ClaimView.ClassAnnotation}: {annotation.Show()} differ; set the field alone");
        if (field.Exists())
            CheckName(claim.Path("spec.storageClassName"), field, input, violations);
        if (annotation.Exists())
            CheckName(claim.Path($"metadata.annotations[{ClaimView.ClassAnnotation}]"), annotation, input, violations);
        if (!field.Exists() && !annotation.Exists())
            CheckUnset(claim, input, violations);
    }

    private static void CheckName(string path, JsonElement name, RuleInput input, Violations violations)
    {
        var classes = input.Policy.Storage.Classes;
        if (name.ValueKind != JsonValueKind.String)
            violations.Add(path, $"{name.Show()} is no name");
        else if (!classes.Allows(name.GetString()))
            violations.Add(path, $"{name.Show()} is not listed ({classes}){Advice(name, input)}");
    }

    /// <summary>Who named no class did not write what is refused here: the API server fills in the cluster's default before it asks webhooks.</summary>
    private static string Advice(JsonElement name, RuleInput input) =>
        input.Policy.Storage.DefaultClass is { } own && input.Cluster.Storage.DefaultClass is { } common && name.ValueEquals(common)
            ? $"; the API server fills in the cluster's default where no class is named: write storageClassName: {own}"
            : "";

    /// <summary>Without a default the class may be filled in later, by whatever is the default then (KEP-3333).</summary>
    private static void CheckUnset(ClaimView claim, RuleInput input, Violations violations)
    {
        var classes = input.Policy.Storage.Classes;
        if (classes.IsUnset)
            return;
        if (EffectiveClass(claim, input) is not { } name)
            violations.Add(claim.Path("spec.storageClassName"), $"unset: one must be named ({classes})");
        else if (!classes.Allows(name))
            violations.Add(claim.Path("spec.storageClassName"), $"unset means the default, \"{name}\", which is not listed ({classes})");
    }

    private static void CheckAttributesClass(ClaimView claim, RuleInput input, Violations violations)
    {
        if (claim.Spec.IsAbsentOrEmpty("volumeAttributesClassName"u8))
            return;
        var name = claim.Spec.At("volumeAttributesClassName"u8);
        var classes = input.Policy.Storage.AttributesClasses;
        if (name.ValueKind != JsonValueKind.String || !classes.Allows(name.GetString()))
            violations.Add(claim.Path("spec.volumeAttributesClassName"), $"{name.Show()} is not allowed ({classes})");
    }
}
