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
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="12.0.3" />
  </ItemGroup>
</Project>
PROJECT

cannot() { cat "$probe/output" >&2; echo "audit: nothing was checked: $1" >&2; exit 2; }

# The packages of a project or solution that have known vulnerabilities, a line each: the SDK begins it with a ">", and exits with 0 whatever it finds. By its restore it
# would fail itself.
vulnerable() {
  dotnet restore "$1" --verbosity quiet -p:NuGetAudit=false >"$probe/output" 2>&1 || return
  dotnet list "$1" package --vulnerable --include-transitive >"$probe/output" 2>&1 || return
  grep -E '^ *>' "$probe/output" || true
}

known=$(vulnerable "$probe/probe.csproj") || cannot 'the package source cannot be asked (above)'
if [ -z "$known" ]; then
  echo 'audit: nothing was checked: the package source offers no data on vulnerabilities; run it where the source has them, or name one with <auditSources> in NuGet.Config' >&2
  exit 2
fi

found=$(vulnerable TenantOperator.sln) || cannot 'the packages of the solution cannot be listed (above)'
if [ -n "$found" ]; then
  cat "$probe/output" >&2
  echo 'audit: packages with known vulnerabilities are used (above)' >&2
  exit 1
fi
echo 'audit: of the packages that are used no vulnerability is known'
