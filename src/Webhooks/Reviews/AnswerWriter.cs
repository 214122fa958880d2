using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Webhooks.Reviews;

/// <summary>Writes an answer as an AdmissionReview v1.</summary>
internal static class AnswerWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The text goes into JSON that no browser renders; quotes and non-ASCII names stay readable in logs.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes the review that answers the request of this uid.</summary>
    public static void Write(IBufferWriter<byte> output, string uid, Answer answer)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "admission.k8s.io/v1"u8);
        writer.WriteString("kind"u8, "AdmissionReview"u8);
        writer.WriteStartObject("response"u8);
        writer.WriteString("uid"u8, uid);
        writer.WriteBoolean("allowed"u8, answer.Allowed);
        if (answer.Denial is { } denial)
            WriteStatus(writer, denial);
        WriteWarnings(writer, answer);
        WriteAudit(writer, answer);
        if (answer is { Allowed: true, Patch: { } patch })
        {
            writer.WriteString("patchType"u8, "JSONPatch"u8);
            writer.WriteBase64String("patch"u8, patch.Written.Span);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, Denial denial)
    {
        writer.WriteStartObject("status"u8);
        writer.WriteString("status"u8, "Failure"u8);
        writer.WriteString("message"u8, denial.Message);
        writer.WriteString("reason"u8, denial.Reason);
        if (denial.RetryAfterSeconds is { } seconds)
        {
            // The API server makes the Retry-After header from it.
            writer.WriteStartObject("details"u8);
            writer.WriteNumber("retryAfterSeconds"u8, seconds);
            writer.WriteEndObject();
        }
        writer.WriteNumber("code"u8, denial.Code);
        writer.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter writer, Answer answer)
    {
        if (answer.Warnings.Count == 0)
            return;
        writer.WriteStartArray("warnings"u8);
        foreach (var warning in answer.Warnings)
            writer.WriteStringValue(warning);
        writer.WriteEndArray();
    }

    // The API server puts the webhook's name and a slash before each key.
    private static void WriteAudit(Utf8JsonWriter writer, Answer answer)
    {
        if (answer is { Tenant: "", DenyingRules: [], WarningRules: [], AuditedRules: [] })
            return;
        writer.WriteStartObject("auditAnnotations"u8);
        if (answer.Tenant.Length > 0)
            writer.WriteString("tenant"u8, answer.Tenant);
        WriteRules(writer, "denied-by"u8, answer.DenyingRules);
        WriteRules(writer, "warned-by"u8, answer.WarningRules);
        WriteRules(writer, "audited-by"u8, answer.AuditedRules);
        writer.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter writer, ReadOnlySpan<byte> key, IReadOnlyList<string> rules)
    {
        if (rules.Count > 0)
            writer.WriteString(key, string.Join(',', rules));
    }
}
