using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Network;

namespace Tenancy.Validation.People;

/// <summary>A role that is offered, for subjects, in namespaces that a valid selector picks.</summary>
internal sealed class MemberValidator : AbstractValidator<Member>
{
    public MemberValidator()
    {
        RuleFor(m => m.Role).Custom((role, context) =>
        {
            var platform = context.PlatformSettings();
            context.Fail("", MemberRoles.ClusterRoleOf(role, platform) is null ? Problem.Unsupported(role, MemberRoles.Offered(platform)) : null);
        });
        RuleFor(m => m.Subjects).Obeys(subjects => subjects.Count == 0 ? Problem.Required("a role is somebody's") : null);
        RuleFor(m => m.Subjects).AreUniqueBy(s => s, s => s.Name);
        RuleForEach(m => m.Subjects).SetValidator(new SubjectValidator());
        RuleFor(m => m.NamespaceSelector!).SetValidator(new LabelSelectorValidator()).When(m => m.NamespaceSelector is not null);
    }
}
