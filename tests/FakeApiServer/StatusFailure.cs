using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <summary>What the API server answers instead of an object.</summary>
internal sealed class StatusFailure(int code, string reason, string message) : Exception(message)
{
    public int Code => code;

    public string Reason => reason;

    public JsonObject ToJson() => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = Message,
        ["reason"] = reason,
        ["code"] = code,
    };

    public static StatusFailure NotFound(string what) => new(404, "NotFound", $"{what} not found");

    public static StatusFailure Conflict(string message) => new(409, "Conflict", message);

    public static StatusFailure Expired() => new(410, "Expired", "too old resource version");
}
