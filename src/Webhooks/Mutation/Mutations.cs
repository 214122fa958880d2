namespace Webhooks.Mutation;

/// <summary>Every mutation there is.</summary>
internal static class Mutations
{
    public static IReadOnlyList<IMutation> All { get; } = [new PodDefaults(), new IngressDefaults(), new ClaimDefaults(), new SelfService()];
}
