using System.Text;
using System.Text.Json;
using CsCheck;

namespace OperatorRuntime.Tests.Transport;

public sealed class ListReaderTests
{
    private const string Typed = """{"kind":"L","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"c"},"items":[{"a":{"b":[1,2,{}]}},{"x":"]}"},{}]}""";
    private const string Custom = """{"apiVersion":"v1","items":[{"a":{"b":[1,2,{}]}},{"x":"]}"},{}],"kind":"L","metadata":{"continue":"c","resourceVersion":"7"}} """;

    private static async Task<string> ReadAsync(string body, int chunk)
    {
        var items = new List<string>();
        var reader = new ListReader(item => items.Add(item.GetRawText()));
        await using var pipe = new GuardedPipe(new Trickle(Encoding.UTF8.GetBytes(body), chunk), "list", TimeSpan.FromSeconds(30), TimeProvider.System);
        await reader.ReadAsync(pipe, CancellationToken.None);
        return $"{string.Join(' ', items)} {reader.ResourceVersion} {reader.Continue}";
    }

    [Fact]
    public async Task Whatever_the_order_of_fields_and_the_size_of_the_pieces_the_items_are_the_same()
    {
        foreach (var body in new[] { Typed, Custom })
        {
            for (var chunk = 1; chunk <= body.Length; chunk++)
            {
                Assert.Equal("""{"a":{"b":[1,2,{}]}} {"x":"]}"} {} 7 c""", await ReadAsync(body, chunk));
            }
        }
    }

    [Theory]
    [InlineData("""{"items":null,"metadata":{"resourceVersion":"7"}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":[]}""")]
    public async Task A_list_may_be_empty(string body) => Assert.Equal(" 7 ", await ReadAsync(body, 5));

    [Fact]
    public async Task A_list_that_ends_too_early_is_never_taken_for_a_short_one()
    {
        for (var length = 0; length < Typed.Length; length++)
        {
            await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(Typed[..length], 16));
        }
    }

    [Fact]
    public async Task What_is_no_list_is_refused_and_nothing_else_is_thrown() =>
        await Gen.Select(Gen.Int[0, Typed.Length - 1], Gen.Char["{}[]\",:x1 "]).SampleAsync(async (at, replacement) =>
        {
            var broken = Typed[..at] + replacement + Typed[(at + 1)..];
            var failure = await Record.ExceptionAsync(() => ReadAsync(broken, 7));
            return failure is null or JsonException;
        });

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
