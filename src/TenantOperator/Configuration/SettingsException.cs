namespace TenantOperator.Configuration;

/// <summary>The configuration cannot be used. The message is one line that says where and why.</summary>
internal sealed class SettingsException(string message) : Exception(message);
