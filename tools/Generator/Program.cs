using Generator;

// generate [--check] [--root FOLDER]: writes the generated files of the repository, or says which of them are not up to date.
var rest = args.ToList();
var check = rest.Remove("--check");
var root = rest is ["--root", var folder] ? folder : rest.Count == 0 ? Repository.Root() : null;
if (root is null)
{
    Console.Error.WriteLine("usage: generate [--check] [--root FOLDER]");
    return 2;
}
return check ? Repository.Check(root, Console.Error) : Repository.Write(root, Console.Out);
