namespace Inventory.Model.Levels;

/// <summary>The wire texts of audiences and bands, by enum value. They are only added to, never renamed.</summary>
public static class LevelNames
{
    private static readonly string[] Audiences = ["public", "participant", "ministry"];
    private static readonly string[] Bands = ["unknown", "none", "few", "some", "plenty"];

    /// <summary>The wire text of an audience.</summary>
    public static string Of(Audience audience) => Audiences[(int)audience];

    /// <summary>The wire text of a band.</summary>
    public static string Of(PublicBand band) => Bands[(int)band];
}
