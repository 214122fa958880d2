using System.Xml.Linq;

namespace TestRunner;

/// <summary>A test that failed, or an error outside of any.</summary>
internal sealed record Failure(string Name, string Message, string StackTrace)
{
    public static Failure Read(XElement element)
    {
        var failure = element.Element("failure");
        string name = (string?)element.Attribute("name") ?? (string?)element.Attribute("type") ?? "error";
        return new Failure(name, Text(failure, "message"), Text(failure, "stack-trace"));
    }

    private static string Text(XElement? failure, string part) => ((string?)failure?.Element(part))?.Trim() ?? "";
}
