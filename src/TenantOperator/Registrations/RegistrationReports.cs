using OperatorRuntime;
using TenantOperator.Controllers;
using Webhooks.Registrations;

namespace TenantOperator.Registrations;

/// <summary>Tells in log and events of registrations that are not as the chart wrote them: of each state once.</summary>
internal sealed class RegistrationReports(EventRecorder events, ILogger<RegistrationReports> log)
{
    private static readonly NamespacedName Name = NamespacedName.Cluster(WebhookRegistrations.Name);

    // Only the controller's one worker reads and writes it: what is left as it is, as it was told last; empty for what is not there.
    private readonly Dictionary<ResourceType, string> _told = [];

    /// <summary>Tells what nobody puts right.</summary>
    public void Tell(IReadOnlyList<RegistrationReview> reviews)
    {
        foreach (var kind in (ResourceType[])[Kinds.Validating, Kinds.Mutating])
        {
            var review = reviews.FirstOrDefault(r => r.Kind == kind);
            var left = review is null ? "" : review.IsToBeRepaired ? null : review.Changes;
            if (left == _told.GetValueOrDefault(kind))
                continue;
            if (left is null)
                _told.Remove(kind);
            else
                _told[kind] = left;
            if (review is null)
                Missing(kind);
            else if (left is not null)
                log.RegistrationLeftAlone(kind, Name, left);
        }
    }

    /// <summary>Tells what was put right.</summary>
    public void TellRepaired(RegistrationReview review)
    {
        var changes = review.Changes ?? "";
        log.RegistrationRepaired(review.Kind, review.Registration.Key, changes);
        events.Record(new(review.Kind, review.Registration.Key, review.Registration.Uid), EventType.Warning, "RegistrationRepaired", $"Put right what somebody changed: {changes}");
    }

    private void Missing(ResourceType kind)
    {
        log.RegistrationMissing(kind, Name);
        events.Record(new(kind, Name), EventType.Warning, "RegistrationMissing",
            "It is not there, or there is no webhook in it: nothing is judged by it. helm upgrade with the values of the release brings it again");
    }
}
