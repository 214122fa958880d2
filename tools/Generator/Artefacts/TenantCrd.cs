using Tenancy.Api;

namespace Generator.Artefacts;

internal sealed class TenantCrd() : Crd(typeof(Tenant));
