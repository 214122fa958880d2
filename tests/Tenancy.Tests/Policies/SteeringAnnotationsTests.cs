using CsCheck;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class SteeringAnnotationsTests
{
    [Theory]
    [InlineData("k8s.v1.cni.cncf.io/networks")]
    [InlineData("a.b.c.ovn.kubernetes.io/ip_address")]
    [InlineData("kubernetes.io/anything")]
    [InlineData("KUBERNETES.IO/anything")]
    [InlineData("k8s.io/anything")]
    [InlineData("iam.amazonaws.com/role")]
    [InlineData("amazonaws.com")]
    [InlineData("cpu-quota.crio.io")]
    [InlineData("devices.nri.io")]
    [InlineData("io.kubernetes.cri-o.userns-mode")]
    [InlineData("Org.Systemd.Property.SuccessAction")]
    [InlineData("kubernetes.io/config.mirror")]
    public void What_others_act_on_is_known(string key) => Assert.NotNull(SteeringAnnotations.EffectOf(key));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("plain")]
    [InlineData("example.com/kubernetes.io")]
    [InlineData("notkubernetes.io/a")]
    [InlineData("kubernetes.io.example.com/a")]
    [InlineData("kubernetes.io/description")]
    [InlineData("app.kubernetes.io/name")]
    [InlineData("sub.app.kubernetes.io/name")]
    [InlineData("kubectl.kubernetes.io/restartedAt")]
    [InlineData("container.seccomp.security.alpha.kubernetes.io/web")]
    [InlineData("prometheus.io/scrape")]
    [InlineData("ioXkubernetes.")]
    public void What_nobody_acts_on_passes(string key) => Assert.Null(SteeringAnnotations.EffectOf(key));

    [Fact]
    public void A_subdomain_steers_what_its_domain_steers_in_any_case() => Gen.Select(
        Gen.OneOf("cncf.io", "projectcalico.org", "crio.io", "amazonaws.com", "ovn.kubernetes.io", "cdi.k8s.io"), Gen.OneOf("a", "b-c", "x9").Array[0, 4], Gen.Bool,
        (domain, labels, capitals) => string.Join('.', labels.Append(capitals ? domain.ToUpperInvariant() : domain)) + "/key")
        .Sample(key => SteeringAnnotations.EffectOf(key) is not null);
}
