namespace Tenancy.Isolation;

/// <summary>Admission operations, as a set.</summary>
[Flags]
public enum Operations
{
    /// <summary>No operation.</summary>
    None = 0,

    /// <summary>CREATE.</summary>
    Create = 1,

    /// <summary>UPDATE: PUT, every patch, server-side apply onto what exists.</summary>
    Update = 2,

    /// <summary>DELETE, and DELETECOLLECTION once for each object.</summary>
    Delete = 4,

    /// <summary>CONNECT: exec, attach, portforward, proxy.</summary>
    Connect = 8,

    /// <summary>CREATE and UPDATE.</summary>
    Write = Create | Update,
}
