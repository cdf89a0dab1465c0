using System.Threading.RateLimiting;
using Inventory.Server.Auth;
using Inventory.Server.Options;
using Inventory.Server.Problems;

namespace Inventory.Server.Http;

/// <summary>Token buckets per key (per address where there is none), one for pushes, one for reads and one for saving feeds.</summary>
internal static class RateLimits
{
    /// <summary>The policy of pushes.</summary>
    public const string PushPolicy = "push";

    /// <summary>The policy of reads.</summary>
    public const string ReadPolicy = "read";

    /// <summary>The policy of saving and deleting feeds.</summary>
    public const string SavePolicy = "save";

    /// <summary>Registers the policies.</summary>
    public static void Add(IServiceCollection services, ServerLimits limits) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (rejected, _) => await ProblemReasons.RateLimited(Seconds(rejected.Lease))
            .ExecuteAsync(rejected.HttpContext);
        options.AddPolicy(PushPolicy, context => Bucket(context, limits.PushesPerSecond, limits.PushBurst));
        options.AddPolicy(SavePolicy, context => Bucket(context, limits.SavesPerSecond, limits.SaveBurst));
        options.AddPolicy(ReadPolicy, context => Bucket(context, limits.ReadsPerSecond, limits.ReadBurst));
    });

    private static int Seconds(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after)
            ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;

    private static RateLimitPartition<string> Bucket(HttpContext context, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(PartitionKey(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(perSecond >= 10 ? 100 : 1000),
            QueueLimit = 0,
            AutoReplenishment = true,
        });

    private static string PartitionKey(HttpContext context) =>
        context.User.FindFirst(Caller.KeyClaim)?.Value ?? "ip:" + context.Connection.RemoteIpAddress;
}
