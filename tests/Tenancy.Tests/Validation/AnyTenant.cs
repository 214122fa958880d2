using CsCheck;
using Tenancy.Api;

namespace Tenancy.Tests.Validation;

/// <summary>Tenants of values of which some are right, some are wrong, and some are only wrong together.</summary>
internal static class AnyTenant
{
    private static readonly Gen<string> Name = Mostly(
        ["a", "dev", "x-1", "0", "a12345678901234567890"],
        ["kube", "default", "A", "a.b", "-a", "a-", "", "é", "a_b", "monitoring", new string('n', 41), new string('n', 64)]);

    private static readonly Gen<string> Prefix = Mostly(
        ["a-", "acme-", "x-y-"], ["kube-", "acme", "-", "--", "A-", "a.-", "monitoring-", "tenant-", new string('p', 49) + "-"]);

    private static readonly Gen<string> Key = Mostly(
        ["a", "stage", "example.com/stage", "A_b.C-1", new string('k', 63)],
        ["tenantoperator.io/tenant", "pod-security.kubernetes.io/enforce", "kubernetes.io/metadata.name", "a b", "", "/a", "a/", "a/b/c", "-a", "UPPER.example/x", new string('k', 64)]);

    private static readonly Gen<string> Value = Mostly(["", "dev", "a.b_C-1", new string('v', 63)], ["-a", "a b", "é", new string('v', 64)]);

    private static readonly Gen<string> Resource = Mostly(
        ["cpu", "memory", "requests.cpu", "limits.cpu", "pods", "storage", "ephemeral-storage", "count/jobs.batch", "nvidia.com/gpu", "requests.nvidia.com/gpu", "hugepages-2Mi"],
        ["cpus", "a b", "", "kubernetes.io/x", "hugepages-", "requests.a.example/x"]);

    private static readonly Gen<string> Amount = Mostly(
        ["0", "1", "2", "4", "500m", "1Gi", "1.5Gi", "1e3", "9223372036854775807"], ["1.5", "-1", "lots", "1n", "0.0001", "1e30", ""]);

    private static readonly Gen<string> Cidr = Mostly(
        ["10.0.0.0/8", "10.20.0.0/16", "10.20.9.0/24", "192.0.2.1/32", "0.0.0.0/0", "::/0", "fd00::/8", "fd00:20::/32", "::1/128"],
        ["10.1.2.3/8", "FD00::/8", "::ffff:10.0.0.0/104", "::ffff:0:0/96", "10.0.0.0", "10.0.0.0/33", "x", "", "010.0.0.0/8", "fd00::0/8"]);

    private static readonly Gen<IReadOnlyDictionary<string, string>?> Labels = Map(Key, Value);
    private static readonly Gen<IReadOnlyDictionary<string, string>?> Amounts = Map(Resource, Amount);
    private static readonly Gen<IReadOnlyList<string>?> Cidrs = List(Cidr);

    private static readonly Gen<Subject> Subjects = Gen.Select(
        Gen.Enum<SubjectKind>(), Mostly(["alice", "ci", "system:serviceaccounts:a", "x:y"], ["system:masters", "system:serviceaccount:a:b", "", "a/b", "A"]), Optional(Name),
        (kind, name, space) => new Subject { Kind = kind, Name = name, Namespace = space });

    private static readonly Gen<LabelSelector> Selector = Gen.Select(
        Labels, List(Gen.Select(Key, Gen.Enum<LabelOperator>(), List(Value), (key, op, values) => new LabelRequirement { Key = key, Operator = op, Values = values })),
        (labels, requirements) => new LabelSelector { MatchLabels = labels, MatchExpressions = requirements });

    private static readonly Gen<Member> Members = Gen.Select(
        Mostly(["owner", "edit", "view", "netadmin"], ["cluster-admin", ""]), List(Subjects), Optional(Selector),
        (role, subjects, selector) => new Member { Role = role, Subjects = subjects ?? [], NamespaceSelector = selector });

    private static readonly Gen<NamespacesSpec> Namespaces = Gen.Select(
        Optional(Prefix), Mostly<int?>([null, 10], [0, 1, -1]), Labels, Labels,
        List(Gen.Select(Name, Labels, Labels, (name, labels, annotations) => new ProvisionedNamespace { Name = name, Labels = labels, Annotations = annotations })),
        (prefix, limit, labels, annotations, provision) =>
            new NamespacesSpec { Prefix = prefix, Limit = limit, Labels = labels, Annotations = annotations, Provision = provision });

    private static readonly Gen<QuotaSpec> Quotas = Gen.Select(Name, Amounts, (name, hard) => new QuotaSpec { Name = name, Hard = hard! });

    private static readonly Gen<LimitRangeSpec> LimitRanges = Gen.Select(Name, List(Gen.Select(
        Gen.Enum<LimitType>(), Amounts, Amounts, Amounts, Amounts, Amounts, (type, max, min, limit, request, ratio) =>
            new LimitRangeItem { Type = type, Max = max, Min = min, Default = limit, DefaultRequest = request, MaxLimitRequestRatio = ratio })),
        (name, limits) => new LimitRangeSpec { Name = name, Limits = limits! });

    private static readonly Gen<NetworkPeer> Peer = Gen.Select(
        Optional(Selector), Optional(Selector), Optional(Gen.Select(Cidr, Cidrs, (cidr, except) => new IpBlock { Cidr = cidr, Except = except })),
        (pods, namespaces, block) => new NetworkPeer { PodSelector = pods, NamespaceSelector = namespaces, IpBlock = block });

    private static readonly Gen<NetworkPort> Port = Gen.Select(
        Mostly<string?>([null, "TCP", "UDP", "SCTP"], ["ICMP", ""]), Mostly<int?>([null, 1, 53, 65_535], [0, 65_536, -1]), (protocol, port) => new NetworkPort { Protocol = protocol, Port = port });

    private static readonly Gen<NamedNetworkPolicy> Policies = Gen.Select(
        Name, Optional(Selector), List(Mostly(["Ingress", "Egress"], ["Both"])),
        List(Gen.Select(List(Peer), List(Port), (from, ports) => new NetworkIngressRule { From = from, Ports = ports })),
        List(Gen.Select(List(Peer), List(Port), (to, ports) => new NetworkEgressRule { To = to, Ports = ports })),
        (name, pods, types, ingress, egress) =>
            new NamedNetworkPolicy { Name = name, Spec = new() { PodSelector = pods, PolicyTypes = types, Ingress = ingress, Egress = egress } });

    private static readonly Gen<NetworkSpec> Network = Gen.Select(
        Gen.OneOf<NetworkIsolation?>(null, NetworkIsolation.Tenant, NetworkIsolation.Namespace, NetworkIsolation.None), Gen.OneOf<bool?>(null, true, false), List(Peer),
        Optional(Gen.Select(Gen.OneOf<bool?>(null, true), Cidrs, Cidrs, (internet, cidrs, except) => new EgressSpec { Internet = internet, Cidrs = cidrs, Except = except })), List(Policies),
        (isolation, dns, from, egress, policies) => new NetworkSpec { Isolation = isolation, Dns = dns, AllowFrom = from, Egress = egress, Policies = policies });

    /// <summary>One or two sections at a time: with more, hardly any tenant would be right in all.</summary>
    public static Gen<Tenant> Any { get; } = Gen.Select(Mostly(["acme", "a", new string('t', 40)], ["kube", "tenant", "A.b", new string('t', 41)]), Gen.Int[0, 5], Gen.Int[0, 5]).SelectMany((name, first, second) =>
        Section(first).SelectMany(a => Section(second).Select(b => new Tenant { Metadata = new() { Name = name }, Spec = b(a(new TenantSpec { Owners = [new() { Name = "alice" }] })) })));

    private static Gen<Func<TenantSpec, TenantSpec>> Section(int which) => which switch
    {
        0 => List(Subjects).Select(v => (Func<TenantSpec, TenantSpec>)(s => s with { Owners = v ?? s.Owners })),
        1 => List(Members).Select(v => (Func<TenantSpec, TenantSpec>)(s => s with { Members = v })),
        2 => Namespaces.Select(v => (Func<TenantSpec, TenantSpec>)(s => s with { Namespaces = v })),
        3 => List(Quotas).Select(v => (Func<TenantSpec, TenantSpec>)(s => s with { Quotas = v })),
        4 => List(LimitRanges).Select(v => (Func<TenantSpec, TenantSpec>)(s => s with { LimitRanges = v })),
        _ => Network.Select(v => (Func<TenantSpec, TenantSpec>)(s => s with { Network = v })),
    };

    /// <summary>Right nine times of ten: a tenant of many values is right only if all of them are.</summary>
    private static Gen<T> Mostly<T>(T[] right, T[] wrong) => Gen.Int[0, 9].SelectMany(dice => Gen.OneOf(dice > 0 ? right : wrong));

    private static Gen<T?> Optional<T>(Gen<T> gen)
        where T : class => Gen.Bool.SelectMany(there => there ? gen.Select(v => (T?)v) : Gen.Const((T?)null));

    private static Gen<IReadOnlyList<T>?> List<T>(Gen<T> gen) => Gen.Bool.SelectMany(there => there ? gen.List[1, 2].Select(v => (IReadOnlyList<T>?)v) : Gen.Const((IReadOnlyList<T>?)null));

    private static Gen<IReadOnlyDictionary<string, string>?> Map(Gen<string> key, Gen<string> value) => Gen.Bool.SelectMany(there => there
        ? Gen.Dictionary(key, value)[1, 3].Select(v => (IReadOnlyDictionary<string, string>?)v)
        : Gen.Const((IReadOnlyDictionary<string, string>?)null));
}
