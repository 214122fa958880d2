using System.Globalization;
using k8s.Models;

namespace ControlPlanes;

/// <summary>Major and minor version of an API server.</summary>
public static class ServerVersion
{
    /// <summary>From what <c>/version</c> says. Managed clusters append a plus sign to the minor version.</summary>
    public static Version Parse(VersionInfo info) =>
        new(int.Parse(info.Major, CultureInfo.InvariantCulture), int.Parse(info.Minor.TrimEnd('+'), CultureInfo.InvariantCulture));
}
