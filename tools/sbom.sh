#!/usr/bin/env bash
# Writes the bill of materials of the executable (CycloneDX, JSON) into a folder, for the platform that this runs on: tools/sbom.sh FOLDER [VERSION]
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:?"a folder"}
restored=$PWD/artifacts/sbom/restored
# Apart from the build's own: what is restored for a platform is what is compiled in, .NET's own parts with it.
dotnet restore src/TenantOperator --use-current-runtime --verbosity quiet "--property:ArtifactsPath=$restored/"
dotnet run --project tools/Sbom -- "$restored/obj/TenantOperator/project.assets.json" tenant-operator "${2:-0.1.0}" "$folder/tenant-operator.cdx.json"
