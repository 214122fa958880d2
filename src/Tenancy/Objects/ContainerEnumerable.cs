using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>Walks all containers of a pod without allocating.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct ContainerEnumerable(PodSpecView pod)
{
    /// <summary>The enumerator.</summary>
    public Enumerator GetEnumerator() => new(pod);

    /// <summary>Walks containers, then initContainers, then ephemeralContainers.</summary>
    [StructLayout(LayoutKind.Auto)]
    public struct Enumerator(PodSpecView pod)
    {
        private JsonElement.ArrayEnumerator items = pod.List(ContainerKind.Container);
        private ContainerKind kind = ContainerKind.Container;
        private int index = -1;

        /// <summary>The container.</summary>
        public readonly ContainerView Current => new(items.Current, pod, kind, index);

        /// <summary>Goes to the next container.</summary>
        public bool MoveNext()
        {
            while (!items.MoveNext())
            {
                if (kind == ContainerKind.Ephemeral)
                    return false;
                kind++;
                index = -1;
                items = pod.List(kind);
            }
            index++;
            return true;
        }
    }
}
