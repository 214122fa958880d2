using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Reviews;

/// <summary>Reads an AdmissionReview v1. The order of its members does not matter; unknown members are passed over.</summary>
internal static class ReviewReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    // Two parsers that disagree on which of two members counts are how an object is checked as one thing and stored as another.
    private static readonly JsonDocumentOptions WithoutDuplicates = Options with { AllowDuplicateProperties = false };

    // What nearly every review says: no text is made of it anew.
    private static readonly (byte[] Utf8, string Text)[] WellKnown =
        Array.ConvertAll(["v1", "pods", "system:authenticated", "system:serviceaccounts"], text => (Encoding.UTF8.GetBytes(text), text));

    /// <summary>The body as a document over the given memory, which must outlive it.</summary>
    /// <exception cref="BadReviewException">It is no JSON, too deep, has a member twice, or holds text that is no Unicode.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            throw Bad("the body is not UTF-8");
        try
        {
            var document = ParseWithoutDuplicates(body);
            if (!MayHoldLoneSurrogates(body.Span) || AllTextIsUnicode(document.RootElement))
                return document;
            document.Dispose();
        }
        catch (JsonException e)
        {
            // Not the parser's own words, which quote the body.
            throw Bad(e.LineNumber is { } line
                ? $"the body is not the JSON of an AdmissionReview: line {line + 1}, byte {e.BytePositionInLine}"
                : "the body is not the JSON of an AdmissionReview: an object has a member twice");
        }
        catch (InvalidOperationException)
        {
            // The name of a member, unescaped to find one that comes twice.
        }
        throw Bad("the body holds half of a surrogate pair");
    }

    /// <summary>The request in a review.</summary>
    /// <exception cref="BadReviewException">It is no AdmissionReview v1 with all that a decision needs.</exception>
    public static AdmissionRequest Read(JsonElement review)
    {
        if (!review.Is("kind"u8, "AdmissionReview"u8) || !review.Is("apiVersion"u8, "admission.k8s.io/v1"u8))
            throw Bad("the body is no AdmissionReview of admission.k8s.io/v1");
        var request = review.At("request"u8);
        if (request.ValueKind != JsonValueKind.Object)
            throw Bad("the review has no request");

        var resource = request.At("resource"u8);
        var plural = Text(resource, "resource"u8, "request.resource.resource");
        var subresource = Optional(request, "subResource"u8, "request.subResource");
        var operation = OperationOf(request);
        var (current, old) = Objects(request, operation);
        var name = Optional(request, "name"u8, "request.name");
        if (name.Length == 0)
            name = current.At("metadata"u8).String("name"u8) ?? "";
        return new()
        {
            Uid = Text(request, "uid"u8, "request.uid"),
            Group = Optional(resource, "group"u8, "request.resource.group"),
            Version = Text(resource, "version"u8, "request.resource.version"),
            Resource = subresource.Length == 0 ? plural : $"{plural}/{subresource}",
            Operation = operation,
            Name = name,
            Namespace = string.Equals(plural, "namespaces", StringComparison.Ordinal) ? name : Optional(request, "namespace"u8, "request.namespace"),
            Requester = RequesterOf(request),
            DryRun = request.Bool("dryRun"u8) ?? false,
            Object = current,
            OldObject = old,
        };
    }

    // The parser keeps a set of the names of each object to find one that comes twice, more costly than the rest of its work.
    private static JsonDocument ParseWithoutDuplicates(ReadOnlyMemory<byte> body)
    {
        var document = JsonDocument.Parse(body, Options);
        if (!MemberNames.MayComeTwice(document.RootElement))
            return document;
        document.Dispose();
        return JsonDocument.Parse(body, WithoutDuplicates);
    }

    private static Operations OperationOf(JsonElement request)
    {
        var operation = request.At("operation"u8);
        if (operation.ValueKind == JsonValueKind.String)
        {
            if (operation.ValueEquals("CREATE"u8))
                return Operations.Create;
            if (operation.ValueEquals("UPDATE"u8))
                return Operations.Update;
            if (operation.ValueEquals("DELETE"u8))
                return Operations.Delete;
            if (operation.ValueEquals("CONNECT"u8))
                return Operations.Connect;
        }
        throw Bad("request.operation is none of CREATE, UPDATE, DELETE, CONNECT");
    }

    private static (JsonElement Current, JsonElement Old) Objects(JsonElement request, Operations operation)
    {
        var current = request.At("object"u8);
        var old = request.At("oldObject"u8);
        Require(current, operation is Operations.Create or Operations.Update, "request.object");
        Require(old, operation is Operations.Update or Operations.Delete, "request.oldObject");
        return (current.Exists() ? current : default, old.Exists() ? old : default);
    }

    private static void Require(JsonElement element, bool required, string path)
    {
        if (element.ValueKind != JsonValueKind.Object && (required || element.Exists()))
            throw Bad($"{path} is no object");
    }

    private static Requester RequesterOf(JsonElement request)
    {
        var user = request.At("userInfo"u8);
        var groups = user.At("groups"u8);
        if (groups.Exists() && groups.ValueKind != JsonValueKind.Array)
            throw Bad("request.userInfo.groups is no list");
        return new(Text(user, "username"u8, "request.userInfo.username"), GroupsOf(user));
    }

    private static string[] GroupsOf(JsonElement user)
    {
        if (user.At("groups"u8) is not { ValueKind: JsonValueKind.Array } list)
            return [];
        var groups = new string[list.GetArrayLength()];
        var i = 0;
        foreach (var group in list.EnumerateArray())
            groups[i++] = group.ValueKind == JsonValueKind.String ? TextOf(group) : throw Bad("request.userInfo.groups holds something that is no string");
        return groups;
    }

    private static string Text(JsonElement element, ReadOnlySpan<byte> name, string path) =>
        element.At(name) is { ValueKind: JsonValueKind.String } value && TextOf(value) is { Length: > 0 } text ? text : throw Bad($"{path} is missing");

    private static string Optional(JsonElement element, ReadOnlySpan<byte> name, string path)
    {
        var value = element.At(name);
        return !value.Exists() ? "" : value.ValueKind == JsonValueKind.String ? TextOf(value) : throw Bad($"{path} is no string");
    }

    private static string TextOf(JsonElement value)
    {
        foreach (var (utf8, text) in WellKnown)
        {
            if (value.ValueEquals(utf8))
                return text;
        }
        return value.GetString()!;
    }

    // The parser takes "\ud800" and fails only when the string is read; JSON of the API server never has it. Its escape is looked
    // for first, so that hardly any body is walked.
    private static bool MayHoldLoneSurrogates(ReadOnlySpan<byte> body) =>
        body.IndexOf(@"\ud"u8) >= 0 || body.IndexOf(@"\uD"u8) >= 0;

    private static bool AllTextIsUnicode(JsonElement element)
    {
        try
        {
            Walk(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Walk(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Walk(member.Value);
                }
                break;
        }
    }

    private static BadReviewException Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
