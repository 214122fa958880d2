namespace Tenancy.Validation;

/// <summary>Paths as Kubernetes writes them, from the names of C# properties.</summary>
internal static class FieldPath
{
    /// <summary><c>Spec.Quotas[0].Hard[requests.cpu]</c> becomes <c>spec.quotas[0].hard[requests.cpu]</c>: keys stay as they are.</summary>
    public static string Of(string propertyPath)
    {
        var characters = propertyPath.ToCharArray();
        var (depth, start) = (0, true);
        for (var i = 0; i < characters.Length; i++)
        {
            if (start && depth == 0)
                characters[i] = char.ToLowerInvariant(characters[i]);
            depth += characters[i] switch { '[' => 1, ']' => -1, _ => 0 };
            start = characters[i] == '.';
        }
        return new(characters);
    }
}
