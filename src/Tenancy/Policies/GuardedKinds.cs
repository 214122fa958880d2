using System.Collections.Frozen;

namespace Tenancy.Policies;

/// <summary>
/// Custom resources by which a tenant would steer an operator that has the platform's rights: it reads, sends, routes or makes what the
/// tenant itself may not. Known ones only: the curated roles hold no custom resources, so what is missing here is still not granted.
/// </summary>
public static class GuardedKinds
{
    private static readonly (string Group, string Does, string[] Plurals)[] Table =
    [
        ("cert-manager.io", Certificates, ["certificaterequests", "certificates", "issuers"]),
        ("acme.cert-manager.io", Certificates, ["challenges", "orders"]),

        ("external-secrets.io", Secrets, ["externalsecrets", "pushsecrets", "secretstores"]),
        ("generators.external-secrets.io", Secrets,
            ["acraccesstokens", "cloudsmithaccesstokens", "ecrauthorizationtokens", "gcraccesstokens", "githubaccesstokens", "quayaccesstokens", "stssessiontokens", "vaultdynamicsecrets", "webhooks"]),
        ("secrets.hashicorp.com", Secrets,
            ["hcpauths", "hcpvaultsecretsapps", "secrettransformations", "vaultauthglobals", "vaultauths", "vaultconnections", "vaultdynamicsecrets", "vaultpkisecrets", "vaultstaticsecrets"]),
        ("secrets-store.csi.x-k8s.io", Secrets, ["secretproviderclasses"]),

        ("monitoring.coreos.com", Scrapes,
            ["alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheusagents", "prometheuses", "prometheusrules", "scrapeconfigs", "servicemonitors", "thanosrulers"]),
        ("operator.victoriametrics.com", Scrapes,
            ["vmagents", "vmalertmanagerconfigs", "vmalertmanagers", "vmalerts", "vmauths", "vmclusters", "vmnodescrapes", "vmpodscrapes", "vmprobes", "vmrules", "vmscrapeconfigs",
             "vmservicescrapes", "vmsingles", "vmstaticscrapes", "vmusers"]),
        ("opentelemetry.io", Scrapes, ["opentelemetrycollectors", "targetallocators"]),
        ("logging.banzaicloud.io", Scrapes, ["flows", "outputs", "syslogngflows", "syslogngoutputs"]),
        ("grafana.integreatly.org", Scrapes, ["grafanaalertrulegroups", "grafanacontactpoints", "grafanadashboards", "grafanadatasources", "grafanafolders", "grafanas"]),

        ("argoproj.io", Deploys,
            ["analysisruns", "analysistemplates", "applications", "applicationsets", "appprojects", "cronworkflows", "eventbus", "eventsources", "experiments", "rollouts", "sensors",
             "workflowartifactgctasks", "workfloweventbindings", "workflows", "workflowtaskresults", "workflowtasksets", "workflowtemplates"]),
        ("kustomize.toolkit.fluxcd.io", Deploys, ["kustomizations"]),
        ("helm.toolkit.fluxcd.io", Deploys, ["helmreleases"]),
        ("source.toolkit.fluxcd.io", Deploys, ["buckets", "externalartifacts", "gitrepositories", "helmcharts", "helmrepositories", "ocirepositories"]),
        ("notification.toolkit.fluxcd.io", Deploys, ["alerts", "providers", "receivers"]),
        ("image.toolkit.fluxcd.io", Deploys, ["imagepolicies", "imagerepositories", "imageupdateautomations"]),
        ("infra.contrib.fluxcd.io", Deploys, ["terraforms"]),
        ("helm.cattle.io", Deploys, ["helmchartconfigs", "helmcharts"]),
        ("k3s.cattle.io", Deploys, ["addons"]),
        ("fleet.cattle.io", Deploys, ["bundles", "gitrepos", "helmops"]),
        ("operators.coreos.com", Deploys, ["catalogsources", "clusterserviceversions", "installplans", "operatorgroups", "subscriptions"]),
        ("tekton.dev", Deploys, ["customruns", "pipelineruns", "taskruns"]),
        ("resolution.tekton.dev", Deploys, ["resolutionrequests"]),
        ("keda.sh", Deploys, ["scaledjobs", "scaledobjects", "triggerauthentications"]),
        ("cluster.x-k8s.io", Deploys, ["clusters", "machinedeployments", "machinehealthchecks", "machinepools", "machines", "machinesets"]),
        ("services.k8s.aws", Deploys, ["adoptedresources", "fieldexports"]),
        ("iam.services.k8s.aws", Deploys, ["groups", "instanceprofiles", "openidconnectproviders", "policies", "roles", "users"]),
        ("iam.cnrm.cloud.google.com", Deploys, ["iamauditconfigs", "iamcustomroles", "iampartialpolicies", "iampolicies", "iampolicymembers", "iamserviceaccountkeys", "iamserviceaccounts"]),
        ("kubevirt.io", Deploys, ["virtualmachineinstancemigrations", "virtualmachineinstancereplicasets", "virtualmachineinstances", "virtualmachines"]),
        ("cdi.kubevirt.io", Copies, ["dataimportcrons", "datasources", "datavolumes"]),

        ("velero.io", Copies,
            ["backuprepositories", "backups", "backupstoragelocations", "datadownloads", "datauploads", "deletebackuprequests", "downloadrequests", "podvolumebackups", "podvolumerestores",
             "restores", "schedules", "serverstatusrequests", "volumesnapshotlocations"]),
        ("snapshot.storage.k8s.io", Copies, ["volumesnapshots"]),
        ("groupsnapshot.storage.k8s.io", Copies, ["volumegroupsnapshots"]),

        ("kyverno.io", Policies, ["cleanuppolicies", "policies", "policyexceptions", "updaterequests"]),
        ("policies.kyverno.io", Policies,
            ["namespaceddeletingpolicies", "namespacedgeneratingpolicies", "namespacedimagevalidatingpolicies", "namespacedmutatingpolicies", "namespacedvalidatingpolicies", "policyexceptions"]),

        ("cilium.io", Networks, ["ciliumendpoints", "ciliumenvoyconfigs", "ciliumlocalredirectpolicies", "ciliumnetworkpolicies", "ciliumnodeconfigs"]),
        ("crd.projectcalico.org", Networks, ["networkpolicies", "networksets", "stagedkubernetesnetworkpolicies", "stagednetworkpolicies"]),
        ("projectcalico.org", Networks, ["networkpolicies", "networksets", "stagedkubernetesnetworkpolicies", "stagednetworkpolicies"]),
        ("crd.antrea.io", Networks, ["externalentities", "networkpolicies"]),
        ("k8s.ovn.org", Networks, ["egressfirewalls", "egressqoses", "egressservices", "networkqoses", "userdefinednetworks"]),
        ("k8s.cni.cncf.io", Networks, ["ipamclaims", "multi-networkpolicies", "network-attachment-definitions"]),
        ("whereabouts.cni.cncf.io", Networks, ["ippools", "nodeslicepools", "overlappingrangeipreservations"]),
        ("vpcresources.k8s.aws", Networks, ["securitygrouppolicies"]),
        ("metallb.io", Networks, ["bfdprofiles", "bgpadvertisements", "bgppeers", "communities", "ipaddresspools", "l2advertisements"]),

        ("networking.istio.io", Routes,
            ["destinationrules", "envoyfilters", "gateways", "proxyconfigs", "serviceentries", "sidecars", "virtualservices", "workloadentries", "workloadgroups"]),
        ("security.istio.io", Routes, ["authorizationpolicies", "peerauthentications", "requestauthentications"]),
        ("extensions.istio.io", Routes, ["wasmplugins"]),
        ("telemetry.istio.io", Routes, ["telemetries"]),
        ("traefik.io", Routes, TraefikKinds),
        ("traefik.containo.us", Routes, TraefikKinds),
        ("projectcontour.io", Routes, ["contourconfigurations", "contourdeployments", "extensionservices", "httpproxies", "tlscertificatedelegations"]),
        ("configuration.konghq.com", Routes, ["kongconsumergroups", "kongconsumers", "kongingresses", "kongplugins", "kongupstreampolicies", "tcpingresses", "udpingresses"]),
        ("getambassador.io", Routes,
            ["authservices", "consulresolvers", "devportals", "hosts", "kubernetesendpointresolvers", "kubernetesserviceresolvers", "listeners", "logservices", "mappings", "modules",
             "ratelimitservices", "tcpmappings", "tlscontexts", "tracingservices"]),
        ("k8s.nginx.org", Routes, ["globalconfigurations", "policies", "transportservers", "virtualserverroutes", "virtualservers"]),
        ("apisix.apache.org", Routes, ["apisixclusterconfigs", "apisixconsumers", "apisixglobalrules", "apisixpluginconfigs", "apisixroutes", "apisixtlses", "apisixupstreams"]),
        ("gateway.solo.io", Routes, ["gateways", "routetables", "virtualhostoptions", "virtualservices"]),
        ("gloo.solo.io", Routes, ["proxies", "settings", "upstreamgroups", "upstreams"]),
        ("route.openshift.io", Routes, ["routes"]),
        ("elbv2.k8s.aws", Routes, ["targetgroupbindings"]),
        ("externaldns.k8s.io", Routes, ["dnsendpoints"]),
    ];

    private const string Certificates = "its controller orders certificates, for whatever names, with the platform's accounts";
    private const string Secrets = "its controller reads and writes the platform's secret stores";
    private const string Scrapes = "its operator reads targets and sends what it finds from the platform's network, with the platform's credentials";
    private const string Deploys = "its controller makes what it describes with the controller's own rights";
    private const string Copies = "its controller copies data from and to where the tenant may not";
    private const string Policies = "its controller changes what is refused, or makes and deletes objects with its own rights";
    private const string Networks = "it lets traffic past the network policies that were judged, or takes addresses";
    private const string Routes = "it claims hosts, routes and certificates past the rules on ingresses";

    private static string[] TraefikKinds =>
    [
        "ingressroutes", "ingressroutetcps", "ingressrouteudps", "middlewares", "middlewaretcps", "serverstransports", "serverstransporttcps", "tlsoptions", "tlsstores", "traefikservices",
    ];

    /// <summary>What each does for whoever writes it, by group and plural.</summary>
    public static FrozenDictionary<(string Group, string Plural), string> All { get; } =
        Table.SelectMany(row => row.Plurals, (row, plural) => KeyValuePair.Create((row.Group, plural), row.Does)).ToFrozenDictionary();

    /// <summary>The groups, in the order of the table.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. Table.Select(row => row.Group)];
}
