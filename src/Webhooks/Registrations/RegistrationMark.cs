using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Registrations;

/// <summary>
/// By which a program knows the configurations that the chart wrote for it: a digest of the names, paths and forms of the entries. While one version follows on another, the old leader
/// finds the marks of the new one, and the new leader those of the old one: neither undoes what is not meant for it.
/// </summary>
public static class RegistrationMark
{
    /// <summary>The annotation of a webhook configuration that has it.</summary>
    public const string Annotation = "tenantoperator.io/registration";

    /// <summary>The mark of a configuration.</summary>
    /// <param name="entries">All of its entries.</param>
    /// <param name="withConditions">Whether it is for a server that has <c>matchConditions</c> (from 1.28).</param>
    public static string Of(IEnumerable<WebhookEntry> entries, bool withConditions)
    {
        var text = string.Join('\n', entries.Select(e => $"{e.Name} {e.Path} {EntryForm.Of(e, withConditions).ToJsonString()}"));
        // Told from each other are the versions of one chart: half of a GUID is more than enough, and fits a line.
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
