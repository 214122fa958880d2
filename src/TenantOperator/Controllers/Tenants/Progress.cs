namespace TenantOperator.Controllers.Tenants;

/// <summary>How far the operator is with a namespace.</summary>
internal enum Progress
{
    /// <summary>Done for this generation of the Tenant, well or badly.</summary>
    Done,

    /// <summary>This generation of the Tenant has not reached it yet.</summary>
    Pending,

    /// <summary>Not looked at since this process started; the stored status knows better.</summary>
    Unknown,
}
