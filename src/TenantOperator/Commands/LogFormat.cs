namespace TenantOperator.Commands;

/// <summary>How logs are written to the console.</summary>
internal enum LogFormat
{
    /// <summary>Simple on a terminal, JSON elsewhere.</summary>
    Auto,

    /// <summary>A line for a person.</summary>
    Simple,

    /// <summary>A JSON object a line.</summary>
    Json,
}
