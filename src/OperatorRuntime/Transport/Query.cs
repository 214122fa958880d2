using System.Text;

namespace OperatorRuntime;

/// <summary>Query strings of lists, watches and writes.</summary>
internal static class Query
{
    public static string List(ListOptions options) => Join(
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("resourceVersion", options.ResourceVersion),
        ("limit", options.Limit?.ToString()),
        ("continue", options.Continue));

    /// <summary>timeoutSeconds is always sent: it is the only thing that ends a watch whose server forgot it.</summary>
    public static string Watch(ListOptions options) => Join(
        ("watch", "true"),
        ("allowWatchBookmarks", "true"),
        ("timeoutSeconds", ((int)options.Timeout.TotalSeconds).ToString()),
        ("labelSelector", options.LabelSelector),
        ("fieldSelector", options.FieldSelector),
        ("resourceVersion", options.ResourceVersion));

    public static string Join(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
        return query.ToString();
    }
}
