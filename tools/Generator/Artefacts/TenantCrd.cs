using Generator.Schemas;
using Tenancy.Api;

namespace Generator.Artefacts;

/// <summary>The Tenant CRD, for <c>kubectl apply</c>.</summary>
internal sealed class TenantCrd : IArtefact
{
    public string Path => "config/crd/tenants.yaml";

    public string Render() => "# Generated from src/Tenancy/Api by make generate.\n" + Yaml.Render(CustomResource.Definition(typeof(Tenant)));
}
