namespace Webhooks.Serving;

/// <summary>Where the API server calls.</summary>
public static class WebhookPaths
{
    /// <summary>Holds requests to the rules.</summary>
    public const string Validate = "/validate";

    /// <summary>Fills in what objects leave unset.</summary>
    public const string Mutate = "/mutate";
}
