using Inventory.Model.Levels;

namespace Inventory.Server.Levels;

/// <summary>
/// The last gate before the public: whatever the engine gave, a public level leaves with its names and its band and
/// nothing else.
/// </summary>
internal static class PublicForm
{
    /// <summary>The levels as they may leave; those of other audiences pass as they are.</summary>
    public static LevelSet Of(LevelSet set)
    {
        if (set.Audience != Audience.Public)
            return set;
        return set with { Levels = [.. set.Levels.Select(Strip)] };
    }

    private static Level Strip(Level level) => new()
    {
        Category = level.Category,
        Prefecture = level.Prefecture,
        Tier = level.Tier,
        Status = level.Status,
        Band = level.Band ?? PublicBand.Unknown,
    };
}
