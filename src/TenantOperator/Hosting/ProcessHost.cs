using Microsoft.AspNetCore.Connections;
using TenantOperator.Configuration;

namespace TenantOperator.Hosting;

/// <summary>Runs a host to its end.</summary>
internal static class ProcessHost
{
    /// <summary>Runs until a signal, or until a background loop dies; returns the exit code: 0, or 1 when something died.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        var loops = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
        try
        {
            await using (app)
                await app.RunAsync();
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new SettingsException($"cannot listen: {e.Message}");
        }

        return Array.Exists(loops, loop => loop.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }
}
