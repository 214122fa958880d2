using System.Runtime.CompilerServices;
using Tenancy.Audit;

namespace Chart.Tests.Installed;

public sealed class AuditRightsTests
{
    // What the controller may list and not watch it has for the audit alone; the three kinds of classes tell it the cluster's defaults.
    private static readonly string[] Classes = ["networking.k8s.io/ingressclasses", "scheduling.k8s.io/priorityclasses", "storage.k8s.io/storageclasses"];

    [Fact]
    public void The_controller_may_list_what_the_audit_reads_and_nothing_more_for_it()
    {
        var rights = File.ReadAllLines(Rights()).Select(line => line.Split(": ")).ToArray();
        var audited = AuditedKinds.All.Select(k => k.Group.Length == 0 ? k.Plural : $"{k.Group}/{k.Plural}").ToArray();

        Assert.All(audited, kind => Assert.Contains(rights, r => r[0] == kind && r[1].Split(' ').Contains("list")));
        Assert.Empty(rights.Where(r => r[1].Split(' ') is var verbs && verbs.Contains("list") && !verbs.Contains("watch")).Select(r => r[0]).Except(audited).Except(Classes));
    }

    private static string Rights([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "rights", "controller.txt");
}
