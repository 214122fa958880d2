#!/usr/bin/env bash
# Asks the package source for known vulnerabilities of every package that the solution uses, directly or not. Exit code: 0 none are known, 1 some are,
# 2 nobody could tell.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1

# A source without data answers as one that knows of nothing. So it is asked first for a package that has a known vulnerability (GHSA-5crp-9r3c-p9vr) and depends on
# nothing; nobody ever loads it.
probe=artifacts/audit
mkdir -p "$probe"
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' >"$probe/$file"; done
cat >"$probe/probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="12.0.3" />
  </ItemGroup>
</Project>
PROJECT

# Lines of packages begin with a ">".
vulnerable() { dotnet list "$1" package --vulnerable --include-transitive | tee "$probe/output" | grep -E '^ *>' || true; }

if ! dotnet restore "$probe/probe.csproj" --verbosity quiet >"$probe/output" 2>&1; then
  cat "$probe/output" >&2
  echo 'audit: nothing was checked: the package that tells whether the package source knows of vulnerabilities cannot be had from it' >&2
  exit 2
fi
if [ -z "$(vulnerable "$probe/probe.csproj")" ]; then
  echo 'audit: nothing was checked: the package source offers no data on vulnerabilities; run it where the source has them, or name one with <auditSources> in NuGet.Config' >&2
  exit 2
fi

dotnet restore TenantOperator.sln --verbosity quiet
found=$(vulnerable TenantOperator.sln)
if [ -n "$found" ]; then
  cat "$probe/output" >&2
  echo 'audit: packages with known vulnerabilities are used (above)' >&2
  exit 1
fi
echo 'audit: of the packages that are used no vulnerability is known'
