using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Makes <see cref="StoredContent"/> of objects, one instance for equal contents. <see cref="Project"/> is an informer's projection.</summary>
public sealed class ContentPool
{
    public StoredContent Project(JsonElement stored) => throw new NotSupportedException();
}
