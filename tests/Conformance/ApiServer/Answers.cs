using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Conformance.Deciders;
using Conformance.Format;

namespace Conformance.ApiServer;

/// <summary>Reads the rules out of what a user sees of the API server's answer.</summary>
internal static partial class Answers
{
    public static Answer Of(Reply reply)
    {
        if (reply.Succeeded)
        {
            var warned = Ids(WarningLine().Matches(string.Join('\n', reply.Warnings)));
            return new(warned.Count > 0 ? Decision.Warn : Decision.Allow, warned, string.Join('\n', reply.Warnings));
        }
        var message = Message(reply);
        var denied = message.Contains("admission webhook", StringComparison.Ordinal) ? Ids(DenialLine().Matches(message)) : [];
        // Another refusal than a rule's is never what a case waits for.
        return new(Decision.Deny, denied.Count > 0 ? denied : [$"HTTP {reply.Status}"], message);
    }

    /// <summary>There are no nodes: a connection that admission lets through fails at the pod, which is on none.</summary>
    public static Answer OfConnection(Reply reply)
    {
        var answer = Of(reply);
        return reply.Status is 400 or 404 or >= 500 && !answer.Message.Contains("admission webhook", StringComparison.Ordinal)
            ? new(Decision.Allow, [], answer.Message)
            : answer;
    }

    private static string Message(Reply reply)
    {
        try
        {
            return (string?)JsonNode.Parse(reply.Text)?["message"] ?? reply.Text;
        }
        catch (System.Text.Json.JsonException)
        {
            return reply.Text;
        }
    }

    private static List<string> Ids(MatchCollection matches) =>
        [.. matches.Select(m => m.Groups["id"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("^- (?<id>[a-z]+/[a-z-]+):", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DenialLine();

    [GeneratedRegex("will refuse (?:its pods|its volume claims|this once enforced): (?<id>[a-z]+/[a-z-]+):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WarningLine();
}
