using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webhooks.Mutation;

/// <summary>JSON of nodes, without reflection.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class NodeJson : JsonSerializerContext;
