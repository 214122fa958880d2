using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>Classes that may be named, compiled, and the one that is filled in where none is.</summary>
public sealed class ClassList
{
    private readonly PatternList allowed;

    /// <summary>Compiles the section. Without it none may be named; in it, without a list, any.</summary>
    public ClassList(ClassesSpec? spec)
    {
        Default = string.IsNullOrEmpty(spec?.Default) ? null : spec.Default;
        allowed = spec is null ? PatternList.NoneWhenUnset(null, Pattern.Path) : PatternList.AnyWhenUnset(spec.Allowed, Pattern.Path);
    }

    /// <summary>The class that is filled in; null when objects stay without.</summary>
    public string? Default { get; }

    /// <summary>Whether the class may be named.</summary>
    public bool Allows(string name) => allowed.Allows(name);

    /// <inheritdoc cref="PatternList.ToString"/>
    public override string ToString() => allowed.ToString();
}
