using System.Runtime.InteropServices;

namespace Tenancy.Policies.Expressions;

/// <summary>A step of a compiled expression. But for <see cref="StepKind.Split"/> and <see cref="StepKind.Jump"/> the next step follows it.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Set">What <see cref="StepKind.One"/> takes.</param>
/// <param name="First">Where a split or a jump goes on.</param>
/// <param name="Second">Where a split goes on as well.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Step(StepKind Kind, CharacterSet? Set = null, int First = 0, int Second = 0);
