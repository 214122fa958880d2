namespace Webhooks.Serving;

/// <summary>Where the API server calls.</summary>
public static class WebhookPaths
{
    /// <summary>Holds requests to the rules.</summary>
    public const string Validate = "/validate";

    /// <summary>Holds requests of whatever kind to the rules that guard everything.</summary>
    public const string ValidateWhatever = "/validate/whatever";

    /// <summary>Fills in what objects leave unset.</summary>
    public const string Mutate = "/mutate";
}
