using ControlPlanes.Audit;

namespace Rights;

/// <summary>Which rights a line of an audit log tells of.</summary>
public sealed class AuditLogTests
{
    private const string Roles = """{"resource":"clusterroles","name":"tenant-operator:tenant:acme","apiGroup":"rbac.authorization.k8s.io"}""";
    private const string Bindings = """{"resource":"rolebindings","namespace":"acme-dev","name":"tenant-owner","apiGroup":"rbac.authorization.k8s.io"}""";

    [Theory]
    [InlineData("get", """{"resource":"namespaces","namespace":"acme-dev","name":"acme-dev"}""", "controller namespaces acme-dev: get in acme-dev")]
    [InlineData("patch", """{"resource":"tenants","name":"acme","apiGroup":"tenantoperator.io","subresource":"status"}""", "controller tenantoperator.io/tenants/status acme: patch")]
    [InlineData("watch", """{"resource":"secrets","namespace":"tenant-operator","name":"ca"}""", "controller secrets ca: watch in tenant-operator")]
    public void A_request_uses_the_right_that_it_names(string verb, string about, string right) =>
        Assert.Equal([right], Rights(Line(verb, about, 200)));

    [Theory]
    [InlineData(403, """admission webhook \"x\" denied the request""")]
    [InlineData(404, "not found")]
    [InlineData(409, "conflict")]
    public void A_request_that_was_refused_for_another_reason_used_it_as_well(int code, string said)
    {
        var call = Assert.Single(AuditLog.Read(Line("delete", """{"resource":"pods","namespace":"a","name":"b"}""", code, said)));

        Assert.Null(call.Refusal);
    }

    [Fact]
    public void A_request_that_RBAC_refused_lacks_it()
    {
        var call = Assert.Single(AuditLog.Read(Line("list", """{"resource":"pods"}""", 403, "cannot list resource", decision: "forbid")));

        Assert.Equal(("controller pods: list", "cannot list resource"), (call.Right.ToString(), call.Refusal));
    }

    [Fact]
    public void An_apply_that_makes_an_object_uses_the_right_to_create_it_too() =>
        Assert.Equal(["controller limitranges l: patch in a", "controller limitranges l: create in a"], Rights(Line("patch", """{"resource":"limitranges","namespace":"a","name":"l"}""", 201)));

    [Fact]
    public void An_apply_that_may_not_make_an_object_lacks_the_right_to_create_it()
    {
        var calls = AuditLog.Read(Line("patch", """{"resource":"limitranges","namespace":"a","name":"l"}""", 403, "limitranges is forbidden: User cannot create resource limitranges"));

        Assert.Equal("controller limitranges l: create in a", Assert.Single(calls, c => c.Refusal is not null).Right.ToString());
    }

    [Fact]
    public void Who_gives_a_role_uses_the_right_to_bind_it() => Assert.Contains(
        "controller rbac.authorization.k8s.io/clusterroles tenant-operator:owner: bind in acme-dev",
        Rights(Line("patch", Bindings, 200, written: """{"roleRef":{"kind":"ClusterRole","name":"tenant-operator:owner"}}""")));

    [Fact]
    public void Who_writes_a_role_uses_what_the_role_holds() => Assert.Equal(
        ["controller namespaces acme-dev: get", "controller namespaces acme-dev: list"],
        Rights(Line("patch", Roles, 200, written: """{"rules":[{"apiGroups":[""],"resources":["namespaces"],"resourceNames":["acme-dev"],"verbs":["get","list"]}]}""")).Skip(1));

    [Fact]
    public void Who_writes_a_role_with_more_than_it_holds_lacks_the_right_to_escalate() => Assert.Equal(
        "controller rbac.authorization.k8s.io/clusterroles tenant-operator:tenant:acme: escalate",
        Assert.Single(AuditLog.Read(Line("patch", Roles, 403, "user is attempting to grant RBAC permissions not currently held")), c => c.Refusal is not null).Right.ToString());

    [Fact]
    public void Others_and_requests_for_no_resource_tell_of_nothing()
    {
        Assert.Empty(AuditLog.Read(Line("list", """{"resource":"pods"}""", 200, user: "alice")));
        Assert.Empty(AuditLog.Read("""{"verb":"get","requestURI":"/version","user":{"username":"system:serviceaccount:tenant-operator:tenant-operator-webhooks"},"responseStatus":{"code":200}}"""));
    }

    private static IEnumerable<string> Rights(string line) => AuditLog.Read(line).Select(c => c.Right.ToString());

    private static string Line(
        string verb, string about, int code, string said = "", string decision = "allow", string written = "null", string user = "system:serviceaccount:tenant-operator:tenant-operator-controller") =>
        $$"""
        {"kind":"Event","apiVersion":"audit.k8s.io/v1","stage":"ResponseComplete","verb":"{{verb}}","user":{"username":"{{user}}"},"objectRef":{{about}},
         "responseStatus":{"metadata":{},"message":"{{said}}","code":{{code}} },"requestObject":{{written}},"annotations":{"authorization.k8s.io/decision":"{{decision}}"} }
        """;
}
