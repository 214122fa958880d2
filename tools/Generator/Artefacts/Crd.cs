using System.Reflection;
using Generator.Schemas;
using Tenancy.Api;

namespace Generator.Artefacts;

/// <summary>A CRD, for <c>kubectl apply</c>.</summary>
internal abstract class Crd(Type type) : IArtefact
{
    public string Path => $"config/crd/{type.GetCustomAttribute<CustomResourceAttribute>()!.Plural}.yaml";

    public string Render() => "# Generated from src/Tenancy/Api by make generate.\n" + Yaml.Render(CustomResource.Definition(type));
}
