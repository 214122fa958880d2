namespace TenantOperator.Registrations;

/// <summary>A stored webhook that the program knows.</summary>
/// <param name="Index">Its place among the configuration's webhooks.</param>
/// <param name="Stored">As it is.</param>
/// <param name="Wanted">As it is to be.</param>
/// <param name="Form">How it is to be called.</param>
internal sealed record ReviewedEntry(int Index, RegisteredWebhook Stored, WantedEntry Wanted, WantedForm Form)
{
    /// <summary>The fields of its form that somebody changed.</summary>
    public IReadOnlyList<string> ChangedFields { get; } = [.. Stored.Form.DifferencesTo(Form.Text)];

    /// <summary>Whether somebody changed the path. Of the server alone the program knows nothing: it is the chart's to say, and where nobody is trusted nobody answers.</summary>
    public bool HasOtherPath { get; } = Stored.Address.Server is not null && Stored.Address.Path != Wanted.Path;

    /// <summary>Whether it is called as it is to be.</summary>
    public bool IsAsWritten => ChangedFields.Count == 0 && !HasOtherPath;

    /// <summary>Whether it asks for something else than it is to. One that nobody is trusted to answer for would refuse everything, and is asked for nothing.</summary>
    public bool IsDue => Stored.IsTrusted && Stored.Asks != Wanted.Text;

    /// <summary>Whether the API server asks it for all that the rules guard.</summary>
    public bool IsInForce => Stored.IsTrusted && IsAsWritten && !IsDue;

    /// <summary>What was changed, in words.</summary>
    public string Changes => $"{Wanted.Name} ({string.Join(", ", HasOtherPath ? ["path", .. ChangedFields] : ChangedFields)})";
}
