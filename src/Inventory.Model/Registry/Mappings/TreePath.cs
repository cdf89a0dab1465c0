namespace Inventory.Model.Registry;

/// <summary>The steps of a path through a JSON or XML tree.</summary>
public static class TreePath
{
    /// <summary>Each element of a list.</summary>
    public const string Each = "*";

    /// <summary>Each member of an object.</summary>
    public const string Member = "{*}";

    /// <summary>Any number of levels: what <c>//</c> at a path's beginning stands for.</summary>
    public const string Deep = "**";

    /// <summary>The name of the member that <see cref="Member"/> met.</summary>
    public const string Key = "@key";

    /// <summary>More steps than any real message nests.</summary>
    public const int StepsMax = 32;

    /// <summary>
    /// The steps from the document to what <paramref name="path"/> names, seen from a record at
    /// <paramref name="record"/>; null when the path is not well formed or goes above the document. <c>~1</c> in a
    /// name stands for <c>/</c>, <c>~0</c> for <c>~</c>.
    /// </summary>
    public static IReadOnlyList<string>? Resolve(IReadOnlyList<string> record, string path)
    {
        var steps = new List<string>();
        if (!path.StartsWith('/'))
            steps.AddRange(record);
        else if (path.Length == 1)
            return steps;
        bool isDeep = path.StartsWith("//", StringComparison.Ordinal);
        if (isDeep)
            steps.Add(Deep);
        string[] parts = path[(isDeep ? 2 : path.StartsWith('/') ? 1 : 0)..].Split('/');
        foreach (string part in parts)
        {
            if (part.Length == 0)
                return null;
            if (part == "..")
            {
                if (steps.Count == 0)
                    return null;
                steps.RemoveAt(steps.Count - 1);
            }
            else if (part != ".")
            {
                steps.Add(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            }
        }

        return steps.Count > StepsMax ? null : steps;
    }
}
