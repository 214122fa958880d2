using Fuzzing;
using SharpFuzz;

// fuzz              under afl-fuzz, or once with standard input
// fuzz seeds FOLDER writes what fuzzing starts from
// fuzz FILE...      runs what was found
switch (args)
{
    case []:
        Fuzzer.OutOfProcess.Run(input =>
        {
            using var body = new MemoryStream();
            input.CopyTo(body);
            ReviewTarget.Run(body.ToArray());
        });
        return 0;
    case ["seeds", var folder]:
        Directory.CreateDirectory(folder);
        foreach (var (name, body) in Seeds.All())
            File.WriteAllBytes(Path.Combine(folder, name), body);
        return 0;
    default:
        foreach (var file in args)
            Console.WriteLine($"{file}: {(ReviewTarget.Run(File.ReadAllBytes(file)) ? "answered" : "refused")}");
        return 0;
}
