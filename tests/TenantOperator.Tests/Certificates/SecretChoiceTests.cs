using System.Security.Cryptography.X509Certificates;
using TenantOperator.Certificates;

namespace TenantOperator.Tests.Certificates;

public sealed class SecretChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Now.AddDays(-1);
    private static readonly DateTimeOffset After = Now.AddDays(1);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);
    private static readonly TestCertificate Old = TestCertificate.Root("authority", Before, After.AddDays(10));
    private static readonly TestCertificate New = TestCertificate.Root("authority", Before, After.AddDays(10));
    private static readonly ServingCertificate First = Of(Old);
    private static readonly ServingCertificate Renewed = Of(Old);
    private static readonly ServingCertificate Foreign = Of(New);

    [Fact]
    public void The_first_certificate_is_served_at_once()
    {
        // Whether it is trusted is for readiness to say: nobody is called before.
        Assert.Equal(new ServingState(First), Next(ServingState.Nothing, First, null, Now));
        Assert.Equal(new ServingState(First), Next(ServingState.Nothing, First, TrustBundle.Empty, Now));
    }

    [Fact]
    public void Nothing_changes_while_the_Secret_offers_the_same_or_nothing()
    {
        var state = new ServingState(First);
        var again = TlsSecrets.Read(TlsSecrets.Of(First.Certificate.ExportCertificatePem(), First.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Old.Pem)).Certificate!;

        Assert.Same(First, Next(state, again, Trust(Old), Now).Served);
        Assert.Equal(state, Next(state, null, Trust(Old), Now));
        Assert.Equal(state, Next(state, null, Trust(Old), First.Expires.AddDays(1)));
    }

    [Fact]
    public void Another_certificate_of_the_same_authority_is_served_at_once() =>
        Assert.Equal(new ServingState(Renewed), Next(new(First), Renewed, Trust(Old), Now));

    [Fact]
    public void One_of_another_authority_waits_until_the_registrations_trust_it_and_every_API_server_knows()
    {
        var state = Next(new(First), Foreign, Trust(Old), Now);
        Assert.Equal(new ServingState(First), state);

        var trustedAt = Now.AddHours(1);
        state = Next(state, Foreign, Trust(Old, New), trustedAt);
        Assert.Equal(new ServingState(First, Foreign, trustedAt + Overlap), state);

        Assert.Equal(state, Next(state, Foreign, Trust(Old, New), trustedAt + (Overlap / 2)));
        Assert.Equal(new ServingState(Foreign), Next(state, Foreign, Trust(Old, New), trustedAt + Overlap));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_make_it_wait_for_longer()
    {
        var waiting = Next(new(First), Foreign, Trust(Old, New), Now.AddHours(20));

        Assert.Equal(new ServingState(First, Foreign, Now + Overlap), Next(waiting, Foreign, Trust(Old, New), Now));
    }

    [Fact]
    public void Trust_that_is_lost_meanwhile_is_waited_for_anew()
    {
        var waiting = Next(new(First), Foreign, Trust(Old, New), Now);

        var lost = Next(waiting, Foreign, Trust(Old), Now.AddMinutes(5));
        var again = Next(lost, Foreign, Trust(Old, New), Now.AddMinutes(6));

        Assert.Null(lost.Waiting);
        Assert.Equal(Now.AddMinutes(6) + Overlap, again.DueAt);
    }

    [Fact]
    public void Who_waits_is_replaced_by_who_comes_after_it()
    {
        var waiting = Next(new(First), Foreign, Trust(Old, New), Now);
        var later = Of(New);

        Assert.Equal(new ServingState(First, later, Now.AddMinutes(5) + Overlap), Next(waiting, later, Trust(Old, New), Now.AddMinutes(5)));
        Assert.Equal(new ServingState(First), Next(waiting, null, Trust(Old, New), Now.AddMinutes(5)));
    }

    [Fact]
    public void What_is_served_never_ends_while_another_one_waits()
    {
        var late = First.Expires.AddMinutes(-4);

        Assert.Equal(First.Expires.AddMinutes(-2), Next(new(First), Foreign, Trust(Old, New), late).DueAt);
    }

    [Fact]
    public void Where_nobody_accepts_what_is_served_there_is_nothing_to_wait_for()
    {
        Assert.Equal(new ServingState(Foreign), Next(new(First), Foreign, Trust(New), Now));
        Assert.Equal(new ServingState(Foreign), Next(new(First), Foreign, Trust(Old), First.Expires));
        Assert.Equal(new ServingState(Foreign), Next(new(First), Foreign, null, Now));
    }

    private static ServingCertificate Of(TestCertificate authority) => TlsSecrets.Serving(authority.Leaf(TlsSecrets.Name, Before, After), authority);

    private static TrustBundle Trust(params IEnumerable<TestCertificate> trusted) => TlsSecrets.Bundle(trusted);

    private static ServingState Next(ServingState state, ServingCertificate? offered, TrustBundle? trusted, DateTimeOffset now) => SecretChoice.Next(state, offered, trusted, Overlap, now);
}
