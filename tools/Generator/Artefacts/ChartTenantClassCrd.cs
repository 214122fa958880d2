using Tenancy.Api;

namespace Generator.Artefacts;

internal sealed class ChartTenantClassCrd() : ChartCrd(typeof(TenantClass));
