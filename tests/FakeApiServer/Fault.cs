namespace FakeApiServer;

/// <summary>One thing that goes wrong with one request.</summary>
public abstract record Fault
{
    /// <summary>Answers with a Status instead of doing what was asked.</summary>
    public sealed record Answer(int Code, string Reason, int? RetryAfterSeconds = null, string Message = "scripted") : Fault;

    /// <summary>Cuts the connection after so many bytes of the body.</summary>
    public sealed record Cut(long Bytes) : Fault;

    /// <summary>Sends headers and so many bytes of the body, and then nothing until the client goes away.</summary>
    public sealed record Hang(long Bytes = 0) : Fault;

    /// <summary>A watch: after so many events an ERROR event with the given code (410: the version is too old), then the end.</summary>
    public sealed record ErrorEvent(int AfterEvents, int Code = 410) : Fault;

    /// <summary>A watch: after so many events a line that is no event, then it goes on.</summary>
    public sealed record Garbage(int AfterEvents, string Line = "{\"type\":\"ADD") : Fault;

    /// <summary>A watch: after so many events a clean end.</summary>
    public sealed record End(int AfterEvents) : Fault;

    /// <summary>Does what was asked, but later.</summary>
    public sealed record Slow(TimeSpan By) : Fault;
}
