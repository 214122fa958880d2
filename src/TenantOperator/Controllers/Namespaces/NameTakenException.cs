namespace TenantOperator.Controllers.Namespaces;

/// <summary>A name that a managed object needs is that of an object of somebody else; the message says which, and what to do.</summary>
internal sealed class NameTakenException(string message) : Exception(message);
