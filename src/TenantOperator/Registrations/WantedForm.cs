using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantOperator.Registrations;

/// <summary>How a webhook is to be called.</summary>
internal sealed class WantedForm
{
    private readonly JsonObject _json;

    /// <param name="json">As a webhook configuration has it, without name, address and rules.</param>
    public WantedForm(JsonObject json)
    {
        _json = json;
        using var read = JsonDocument.Parse(json.ToJsonString());
        Text = FormText.Of(read.RootElement);
    }

    /// <summary>To be compared with what is stored.</summary>
    public FormText Text { get; }

    /// <summary>A field's value, to be put into another document; null when it is to have none.</summary>
    public JsonNode? Value(string field) => _json[field]?.DeepClone();

    /// <summary>All fields, to be put into another document.</summary>
    public JsonObject ToJson() => _json.DeepClone().AsObject();
}
