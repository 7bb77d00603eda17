using System.Globalization;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// The names between one pair of braces. C# forbids a name that an enclosing block declares anywhere, so a name is free
/// only if neither the scopes around nor those inside declare it; scopes beside each other may share names.
/// </summary>
internal sealed class Scope(Scope? parent)
{
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declaredInside = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _suffixes = new(StringComparer.Ordinal);

    public Scope? Parent { get; } = parent;

    /// <summary>Declares the name, or the name with the first number that makes it free.</summary>
    public string Declare(string name)
    {
        _suffixes.TryGetValue(name, out int suffix);
        string candidate = suffix == 0 ? name : name + suffix.ToString(CultureInfo.InvariantCulture);
        while (!IsFree(candidate))
        {
            suffix++;
            candidate = name + suffix.ToString(CultureInfo.InvariantCulture);
        }

        _suffixes[name] = suffix;
        Add(candidate);
        return candidate;
    }

    public bool IsFree(string name)
    {
        if (_declaredInside.Contains(name))
        {
            return false;
        }

        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._declared.Contains(name))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(string name)
    {
        _declared.Add(name);
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            scope._declaredInside.Add(name);
        }
    }
}
