using Tenancy.Api;

namespace Generator.Artefacts;

internal sealed class ChartTenantCrd() : ChartCrd(typeof(Tenant));
