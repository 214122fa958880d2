using Sbom;

// sbom ASSETS NAME VERSION FILE: writes the bill of materials of what was restored. Without time or chance in it: the same packages make the same file.
if (args is not [var assets, var name, var version, var file])
{
    Console.Error.WriteLine("usage: sbom PROJECT.ASSETS.JSON NAME VERSION FILE");
    return 2;
}
var packages = Restored.Read(await File.ReadAllTextAsync(assets));
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
await File.WriteAllTextAsync(file, BillOfMaterials.Of(name, version, packages).ToJsonString(BillOfMaterials.Layout) + "\n");
Console.WriteLine($"{file}: {packages.Count} packages");
return 0;
