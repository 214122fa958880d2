using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Mutation;

/// <summary>
/// A workload with its pod template as its pods will be, defaults filled in. A template is never changed itself (whoever applies it
/// from a file would see a difference for ever), so it is judged by this copy: a warning says what will be refused, and no more.
/// </summary>
public static class TemplateDefaults
{
    private static readonly PodDefaults Defaults = new();

    /// <summary>The request with the object filled in; null when there is nothing to fill in.</summary>
    public static AdmissionRequest? Fill(RuleInput input)
    {
        var request = input.Request;
        if (!PodSpecView.TryLocate(request, out var pod) || !pod.SpecPath.EndsWith(".spec", StringComparison.Ordinal))
            return null;
        var path = pod.SpecPath.Split('.')[..^1];
        using var writer = new PatchWriter();
        var template = path.Aggregate(request.Object, (element, name) => element.At(Encoding.UTF8.GetBytes(name)));
        Defaults.Apply(input with { Request = request with { Object = template } }, writer);
        using var patch = writer.Finish();
        if (patch is null)
            return null;

        var copy = JsonNode.Parse(request.Object.GetRawText())!;
        PatchApplier.Apply(patch.Written, path.Aggregate(copy, (node, name) => node[name]!));
        return request with { Object = JsonSerializer.SerializeToElement(copy, NodeJson.Default.JsonNode) };
    }
}
