using OperatorRuntime;

namespace Webhooks.Index;

/// <inheritdoc cref="IWatch"/>
/// <param name="informer">What lists and watches.</param>
/// <param name="put">Told of each object that is there or has changed.</param>
/// <param name="remove">Told of each object that is gone.</param>
internal sealed class Watch<T>(Informer<T> informer, Action<NamespacedName, T> put, Action<NamespacedName> remove) : IWatch
{
    public bool IsAlive => informer.Heartbeat.IsAlive;

    public string Resource => informer.Type.Plural;

    public TimeSpan Age => informer.Age;

    public IDisposable Subscribe() => informer.Subscribe(Apply);

    public Task RunAsync(CancellationToken stoppingToken) => informer.RunAsync(stoppingToken);

    public Task WaitForSyncAsync(CancellationToken stoppingToken) => informer.WaitForSyncAsync(stoppingToken);

    private void Apply(EntityChange<T> change)
    {
        if (change.New is { } entity)
            put(change.Key, entity.Value);
        else
            remove(change.Key);
    }
}
