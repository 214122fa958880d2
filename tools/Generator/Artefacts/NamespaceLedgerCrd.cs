using Tenancy.Api;

namespace Generator.Artefacts;

internal sealed class NamespaceLedgerCrd() : Crd(typeof(NamespaceLedger));
