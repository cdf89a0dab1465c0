namespace Inventory.Model.Registry.Files;

/// <summary>Collects errors up to a limit: a file that is wrong in every line must not make a list of gigabytes.</summary>
internal sealed class RegistryErrors
{
    /// <summary>Errors kept; nobody reads a thousand, and the count of the rest is said in the last one.</summary>
    public const int CountMax = 1000;

    private readonly List<RegistryError> _errors = [];
    private int _beyond;

    public bool IsEmpty => _errors.Count == 0;

    public void Add(string file, int line, string message)
    {
        if (_errors.Count < CountMax)
            _errors.Add(new RegistryError(file, line, message));
        else
            _beyond++;
    }

    public IReadOnlyList<RegistryError> ToList()
    {
        if (_beyond > 0)
            _errors.Add(new RegistryError(_errors[^1].File, 0, $"and {_beyond} more errors"));
        _beyond = 0;
        return _errors;
    }
}
