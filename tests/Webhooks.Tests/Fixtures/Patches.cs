using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;

namespace Webhooks.Tests.Fixtures;

/// <summary>Applies JSON Patches with a library that is not ours.</summary>
internal static class Patches
{
    public static JsonObject Apply(JsonObject to, ReadOnlySpan<byte> patch)
    {
        var document = JsonSerializer.Deserialize<JsonPatchDocument>(patch)!;
        var copy = to.DeepClone();
        document.ApplyTo(copy);
        return copy.AsObject();
    }
}
