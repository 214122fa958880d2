using Tenancy.Api;

namespace Generator.Artefacts;

internal sealed class TenantClassCrd() : Crd(typeof(TenantClass));
