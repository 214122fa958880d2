namespace Integration.Escapes;

/// <summary>
/// Something that a tenant's own people try with kubectl. In all texts NS is their namespace, NEIGHBOUR another tenant's, TENANT their Tenant,
/// OWNER the owner's user name, ROBOT the service account that the owner has given the role owner.
/// </summary>
/// <param name="About">What is tried.</param>
/// <param name="Kubectl">kubectl's arguments.</param>
/// <param name="Said">What the refusal says: the wall that stood in the way; a regular expression.</param>
/// <param name="Input">kubectl's input.</param>
public sealed record Attempt(string About, string Kubectl, string Said, string? Input = null)
{
    /// <summary>RBAC: the role does not hold it.</summary>
    public const string NoRight = "[Ff]orbidden: User .* cannot";

    /// <summary>The API server's own check against escalation comes before admission, and knows what the author holds.</summary>
    private const string NotHeld = "not currently held";

    private const string Apply = "apply -n NS -f -";

    /// <summary>The input as kubectl takes it: what begins with a brace it would read as JSON.</summary>
    public string? Manifest => Kubectl.StartsWith("apply", StringComparison.Ordinal) ? $"---\n{Input}" : Input;

    public static IReadOnlyList<Attempt> All { get; } =
    [
        // Role bindings: other roles.
        Binding("cluster-admin for oneself", "cluster-admin", User("OWNER"), $"rbac/role-refs|{NotHeld}"),
        Binding("Kubernetes' own admin", "admin", User("OWNER"), $"rbac/role-refs|{NotHeld}"),
        Binding("Kubernetes' own view", "view", User("OWNER"), $"rbac/role-refs|{NotHeld}"),
        Binding("what is aggregated into the role owner, which the owner holds all of", "tenant-operator:aggregate-to-owner", User("OWNER"), "rbac/role-refs"),
        Binding("the controller's role", "tenant-operator:controller", User("OWNER"), $"rbac/role-refs|{NotHeld}"),
        Binding("the role by which nodes work", "system:node", User("OWNER"), $"rbac/role-refs|{NotHeld}"),
        new("a role of one's own in a namespace of the neighbour", "create rolebinding x -n NEIGHBOUR --clusterrole=tenant-operator:owner --user=OWNER", NoRight),
        new("a role of one's own in kube-system", "create rolebinding x -n kube-system --clusterrole=tenant-operator:owner --user=OWNER", NoRight),
        new("a role of one's own in the operator's namespace", "create rolebinding x -n tenant-operator --clusterrole=tenant-operator:owner --user=OWNER", NoRight),
        new("a role of one's own everywhere", "create clusterrolebinding x --clusterrole=tenant-operator:owner --user=OWNER", NoRight),

        // Role bindings: other people.
        Binding("everybody who is logged in", "tenant-operator:owner", Group("system:authenticated"), "rbac/subjects"),
        Binding("everybody", "tenant-operator:view", Group("system:unauthenticated"), "rbac/subjects"),
        Binding("anonymous", "tenant-operator:view", User("system:anonymous"), "rbac/subjects"),
        Binding("all service accounts", "tenant-operator:view", Group("system:serviceaccounts"), "rbac/subjects"),
        Binding("the nodes", "tenant-operator:view", Group("system:nodes"), "rbac/subjects"),
        Binding("the neighbour's service account", "tenant-operator:edit", "{kind: ServiceAccount, name: default, namespace: NEIGHBOUR}", "rbac/subjects"),
        Binding("the neighbour's service account by its user name", "tenant-operator:edit", User("system:serviceaccount:NEIGHBOUR:default"), "rbac/subjects"),
        Binding("all of the neighbour's service accounts", "tenant-operator:edit", Group("system:serviceaccounts:NEIGHBOUR"), "rbac/subjects"),
        new("everybody, by the API's older version", Apply, "rbac/subjects|no matches", """
            {apiVersion: rbac.authorization.k8s.io/v1beta1, kind: RoleBinding, metadata: {name: x},
             roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "tenant-operator:view"}, subjects: [{kind: Group, name: "system:authenticated"}]}
            """),

        // Roles.
        Role("everything", "\"*\"", "\"*\"", "\"*\"", $"rbac/verbs|{NotHeld}"),
        Role("all verbs on what one holds", "\"\"", "configmaps", "\"*\"", $"rbac/verbs|{NotHeld}"),
        Role("bind", "rbac.authorization.k8s.io", "clusterroles", "bind", $"rbac/verbs|{NotHeld}"),
        Role("escalate", "rbac.authorization.k8s.io", "roles", "escalate", $"rbac/verbs|{NotHeld}"),
        Role("impersonate", "\"\"", "serviceaccounts", "impersonate", $"rbac/verbs|{NotHeld}"),
        Role("tokens", "\"\"", "serviceaccounts/token", "create", $"rbac/verbs|{NotHeld}"),
        Role("the proxy to pods", "\"\"", "pods/proxy", "get", $"rbac/verbs|{NotHeld}"),
        Role("the proxy to services", "\"\"", "services/proxy", "get", $"rbac/verbs|{NotHeld}"),
        Role("bindings of pods", "\"\"", "pods/binding", "create", $"rbac/verbs|{NotHeld}"),
        Role("the status of pods", "\"\"", "pods/status", "patch", $"rbac/verbs|{NotHeld}"),
        Role("endpoints", "\"\"", "endpoints", "patch", $"rbac/verbs|{NotHeld}"),
        Role("endpoint slices", "discovery.k8s.io", "endpointslices", "create", $"rbac/verbs|{NotHeld}"),
        Role("quotas", "\"\"", "resourcequotas", "delete", $"rbac/verbs|{NotHeld}"),
        Role("the namespace itself", "\"\"", "namespaces", "patch", $"rbac/verbs|{NotHeld}"),
        Role("Tenants", "tenantoperator.io", "tenants", "patch", $"rbac/verbs|{NotHeld}"),
        new("a ClusterRole that is aggregated into one's own", "apply -f -", NoRight, """
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: x, labels: {tenantoperator.io/aggregate-to-owner: "true"}}, rules: []}
            """),

        // The walls. What is deleted all at once is one's own as well: only tried.
        new("oneself, in the operator's own binding", """patch rolebinding tenant-owners -n NS --type=json -p [{"op":"add","path":"/subjects/-","value":{"kind":"User","name":"mallory","apiGroup":"rbac.authorization.k8s.io"}}]""", "managed/objects"),
        new("the operator's bindings with one's own, all at once", "delete rolebindings --all -n NS --dry-run=server", "managed/objects"),
        new("the default wall", "delete networkpolicy tenant-default-deny -n NS", "managed/objects"),
        new("the wall's finalizer", """patch networkpolicy tenant-default-deny -n NS --type=merge -p {"metadata":{"finalizers":["example.com/x"]}}""", "managed/objects"),
        new("all network policies at once", "delete networkpolicies --all -n NS --dry-run=server", "managed/objects"),
        Policy("everybody let in", "{podSelector: {}, policyTypes: [Ingress], ingress: [{}]}"),
        Policy("all namespaces let in", "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}}]}]}"),
        Policy("the neighbour let in", "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {tenantoperator.io/tenant: other}}}]}]}"),
        Policy("out to everywhere", "{podSelector: {}, policyTypes: [Egress], egress: [{}]}"),
        Policy("out to the metadata address", "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 169.254.169.254/32}}]}]}"),
        new("a quota", "create quota x --hard=pods=1000 -n NS", NoRight),
        new("the namespace's label", "label namespace NS tenantoperator.io/tenant-", NoRight),
        new("the namespace", "delete namespace NS", NoRight),
        new("the Tenant", """patch tenant TENANT --type=merge -p {"spec":{"pods":{"securityStandard":"Privileged"}}}""", NoRight),
        new("another Tenant", "apply -f -", NoRight, "{apiVersion: tenantoperator.io/v1alpha1, kind: Tenant, metadata: {name: x}, spec: {owners: [{kind: User, name: OWNER}]}}"),
        new("the webhooks", "delete validatingwebhookconfiguration tenant-operator", NoRight),

        // Somebody else.
        new("the neighbour's secrets", "get secrets -n NEIGHBOUR", NoRight),
        new("secrets of kube-system", "get secrets -n kube-system", NoRight),
        new("all namespaces", "get namespaces", NoRight),
        new("a pod of the neighbour's", "create --raw /api/v1/namespaces/NEIGHBOUR/pods/any/exec?command=sh -f -", NoRight, "{}"),
        new("impersonation of an admin", "get nodes --as=admin --as-group=system:masters", "cannot impersonate"),
        new("impersonation of the operator", "get namespaces --as=system:serviceaccount:tenant-operator:tenant-operator-controller", "cannot impersonate"),
        new("a token that the API server is asked for", "create --raw /api/v1/namespaces/NS/serviceaccounts/default/token -f -", NoRight, """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["vault"]}}"""),
        new("a token that does not end", Apply, "secrets/token",
            "{apiVersion: v1, kind: Secret, metadata: {name: x, annotations: {kubernetes.io/service-account.name: default}}, type: kubernetes.io/service-account-token}"),
        new("a node by the proxy", "get --raw /api/v1/nodes/any/proxy/pods", NoRight),
        new("a service by the proxy", "get --raw /api/v1/namespaces/NS/services/any/proxy/", NoRight),
        new("an address in endpoints", Apply, NoRight, "{apiVersion: v1, kind: Endpoints, metadata: {name: x}, subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 443}]}]}"),
        new("a signed certificate", "apply -f -", NoRight,
            "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: x}, spec: {request: eA==, signerName: kubernetes.io/kube-apiserver-client, usages: [client auth]}}"),
    ];

    /// <summary>What is as like to the above as can be, and allowed: or the refusals would prove nothing.</summary>
    public static IReadOnlyList<Attempt> Controls { get; } =
    [
        Binding("a member of the tenant's choice", "tenant-operator:edit", User("carol"), ""),
        Binding("a service account of the tenant", "tenant-operator:owner", "{kind: ServiceAccount, name: robot, namespace: NS}", ""),
        Role("what one holds", "\"\"", "configmaps", "get, list, watch, create, update, patch, delete, deletecollection", ""),
        Policy("a policy that only closes", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}", ""),
        Policy("a policy within the tenant", "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}", ""),
        new("a secret", Apply, "", "{apiVersion: v1, kind: Secret, metadata: {name: x}, stringData: {a: b}}"),
    ];

    /// <inheritdoc/>
    public override string ToString() => About;

    private static string User(string name) => $"{{apiGroup: rbac.authorization.k8s.io, kind: User, name: \"{name}\"}}";

    private static string Group(string name) => $"{{apiGroup: rbac.authorization.k8s.io, kind: Group, name: \"{name}\"}}";

    private static Attempt Binding(string about, string clusterRole, string subject, string said) => new($"a binding of {clusterRole} to {about}", Apply, said, $$"""
        {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: x},
         roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "{{clusterRole}}"}, subjects: [{{subject}}]}
        """);

    private static Attempt Role(string about, string group, string resource, string verbs, string said) => new($"a Role with {about}", Apply, said, $$"""
        {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: x}, rules: [{apiGroups: [{{group}}], resources: [{{resource}}], verbs: [{{verbs}}]}]}
        """);

    private static Attempt Policy(string about, string spec, string said = "network/widening") => new(about, Apply, said, $$"""
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: {{spec}}}
        """);
}
