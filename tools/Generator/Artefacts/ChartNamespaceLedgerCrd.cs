using Tenancy.Api;

namespace Generator.Artefacts;

internal sealed class ChartNamespaceLedgerCrd() : ChartCrd(typeof(NamespaceLedger));
