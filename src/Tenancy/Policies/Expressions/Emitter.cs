using System.Diagnostics.CodeAnalysis;

namespace Tenancy.Policies.Expressions;

/// <summary>Makes steps of an expression's parts.</summary>
internal sealed class Emitter
{
    private readonly List<Step> steps = [];

    /// <returns>False when the program would be too long.</returns>
    public static bool TryEmit(Node node, [NotNullWhen(true)] out Step[]? program)
    {
        var emitter = new Emitter();
        program = emitter.Emit(node) && emitter.Add(new(StepKind.Match)) ? [.. emitter.steps] : null;
        return program is not null;
    }

    private bool Emit(Node node) => node switch
    {
        Node.One one => Add(new(StepKind.One, one.Set)),
        Node.Begin => Add(new(StepKind.Begin)),
        Node.End => Add(new(StepKind.End)),
        Node.Sequence sequence => sequence.Parts.All(Emit),
        Node.Either either => Emit(either),
        _ => Emit((Node.Repeat)node),
    };

    private bool Emit(Node.Either either)
    {
        var ends = new List<int>();
        foreach (var part in either.Parts.SkipLast(1))
        {
            var split = steps.Count;
            if (!Add(new(StepKind.Split)) || !Emit(part))
                return false;
            ends.Add(steps.Count);
            if (!Add(new(StepKind.Jump)))
                return false;
            steps[split] = new(StepKind.Split, First: split + 1, Second: steps.Count);
        }
        if (!Emit(either.Parts[^1]))
            return false;
        foreach (var end in ends)
            steps[end] = new(StepKind.Jump, First: steps.Count);
        return true;
    }

    private bool Emit(Node.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            var before = steps.Count;
            if (!Emit(repeat.Part))
                return false;
            // Nothing so many times is nothing: (((){9999}){9999}){9999} would take for ever to become no step at all.
            if (steps.Count == before)
                break;
        }
        return repeat.Most is not { } most ? EmitLoop(repeat.Part) : Enumerable.Range(0, most - repeat.Least).All(_ => EmitOptional(repeat.Part));
    }

    private bool EmitLoop(Node part)
    {
        var split = steps.Count;
        if (!Add(new(StepKind.Split)) || !Emit(part) || !Add(new(StepKind.Jump, First: split)))
            return false;
        steps[split] = new(StepKind.Split, First: split + 1, Second: steps.Count);
        return true;
    }

    private bool EmitOptional(Node part)
    {
        var split = steps.Count;
        if (!Add(new(StepKind.Split)) || !Emit(part))
            return false;
        steps[split] = new(StepKind.Split, First: split + 1, Second: steps.Count);
        return true;
    }

    private bool Add(Step step)
    {
        steps.Add(step);
        return steps.Count <= Expression.MostSteps;
    }
}
