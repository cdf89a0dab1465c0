namespace Inventory.Cli.Push;

/// <summary>
/// How long to wait before the next try: doubling from half a second to half a minute, cut by a random half so that a
/// thousand shops do not come back at once, and never sooner than the server asked.
/// </summary>
internal static class BackOff
{
    private const double FirstSeconds = 0.5;
    private const double MostSeconds = 30;

    /// <summary>The wait after a number of failed tries.</summary>
    /// <param name="failures">Failed tries so far, 1 or more.</param>
    /// <param name="retryAfter">What the server asked for; null when it said nothing.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public static TimeSpan After(int failures, TimeSpan? retryAfter, double chance)
    {
        double full = Math.Min(MostSeconds, FirstSeconds * Math.Pow(2, Math.Min(failures - 1, 16)));
        double jittered = full * (0.5 + (chance / 2));
        // Jitter goes on top of what the server asked for: it asked everybody for the same.
        return retryAfter is { } asked && asked.TotalSeconds >= jittered
            ? asked + TimeSpan.FromSeconds(Math.Min(full, 2) * chance / 2)
            : TimeSpan.FromSeconds(jittered);
    }
}
