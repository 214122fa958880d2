using ControlPlanes;

// control-plane up FOLDER | down FOLDER: see docs/development.md.
switch (args)
{
    case ["up", var folder]:
        var running = await ControlPlane.StartAsync(folder, Console.Out, CancellationToken.None);
        Console.WriteLine($"kubeconfig: {running.KubeconfigPath}");
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: control-plane up FOLDER");
        return 2;
}
