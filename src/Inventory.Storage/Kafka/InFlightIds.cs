namespace Inventory.Storage.Kafka;

/// <summary>Ids that pushes of this process are delivering: a second push of one waits until it is known what became
/// of the first. Any thread.</summary>
internal sealed class InFlightIds
{
    private readonly Lock gate = new();
    private readonly Dictionary<UInt128, Task> claimed = [];

    /// <summary>Takes all the ids or none, waiting for others first; what is returned gives them free again.</summary>
    public async Task<IDisposable> ClaimAsync(IReadOnlyCollection<UInt128> ids, CancellationToken cancellation)
    {
        while (true)
        {
            Task? other = null;
            var claim = new Claim(this, ids);
            lock (gate)
            {
                foreach (UInt128 id in ids)
                {
                    if (claimed.TryGetValue(id, out other))
                        break;
                }

                if (other is null)
                {
                    foreach (UInt128 id in ids)
                        claimed[id] = claim.Done;
                    return claim;
                }
            }

            await other.WaitAsync(cancellation);
        }
    }

    private sealed class Claim(InFlightIds owner, IReadOnlyCollection<UInt128> ids) : IDisposable
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => done.Task;

        public void Dispose()
        {
            lock (owner.gate)
            {
                foreach (UInt128 id in ids)
                    owner.claimed.Remove(id);
            }

            done.TrySetResult();
        }
    }
}
