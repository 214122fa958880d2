#!/usr/bin/env bash
# Writes the bill of materials of the executable (CycloneDX, JSON) into a folder: tools/sbom.sh FOLDER [VERSION]
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The tool is built for an older runtime than the SDK brings.
export DOTNET_ROLL_FORWARD=Major

folder=${1:?"a folder"}
dotnet tool restore --verbosity quiet >/dev/null
dotnet CycloneDX src/TenantOperator/TenantOperator.csproj --output "$folder" --filename tenant-operator.cdx.json --output-format Json \
  --set-name tenant-operator --set-version "${2:-0.1.0}" --set-type Application --exclude-dev
