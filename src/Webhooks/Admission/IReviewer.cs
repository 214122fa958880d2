using Tenancy.Isolation;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>Answers admission requests.</summary>
internal interface IReviewer
{
    /// <summary>The answer. What is not decided before the deadline is refused with "try again".</summary>
    ValueTask<Answer> ReviewAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken);
}
