using Tenancy.Isolation;
using Tenancy.Objects;
using Tenancy.Tests.Isolation;

namespace Tenancy.Tests.Objects;

public sealed class LocatedPodTests
{
    private const string OneContainer = """{"spec": {"containers": [{"name": "a"}]}}""";
    private const string OtherContainer = """{"spec": {"containers": [{"name": "b"}]}}""";

    // Rules are asked about the stored object by a copy of the request.
    [Fact]
    public void A_copy_of_a_request_with_another_object_has_the_pod_of_that()
    {
        var request = Ask.Input("{}", "pods", Operations.Update, OneContainer, OtherContainer).Request;
        Assert.Equal(["a"], Names(request));

        Assert.Equal(["b"], Names(request with { Object = request.OldObject }));
        Assert.Equal(["a"], Names(request));
    }

    [Fact]
    public void A_copy_of_a_request_for_another_resource_looks_where_that_keeps_it()
    {
        var request = Ask.Input("{}", "pods", Operations.Create, OneContainer, null).Request;
        Assert.Equal(["a"], Names(request));

        Assert.Equal([], Names(request with { Resource = "deployments" }));
        Assert.False(PodSpecView.TryLocate(request with { Resource = "services" }, out _));
    }

    [Theory]
    [InlineData("""{"spec": {"containers": {"name": "a"}}}""")]
    [InlineData("""{"spec": []}""")]
    [InlineData("{}")]
    public void What_is_no_list_holds_no_containers(string pod) => Assert.Equal([], Names(Ask.Input("{}", "pods", Operations.Create, pod, null).Request));

    private static List<string?> Names(AdmissionRequest request)
    {
        Assert.True(PodSpecView.TryLocate(request, out var pod));
        var names = new List<string?>();
        foreach (var container in pod.Containers)
            names.Add(container.Element.GetProperty("name").GetString());
        return names;
    }
}
