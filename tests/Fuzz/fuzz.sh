#!/usr/bin/env bash
# fuzz.sh SECONDS : fuzzes the codec and the rules with AFL++ (SharpFuzz instruments the assemblies). Fails when something was found; what
# was found lies in artifacts/fuzz/findings/default, and `dotnet run --project tests/Fuzz -- FILE` shows what it does (not instrumented: without
# AFL's memory the instrumented assemblies do not run).
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=$1
work=artifacts/fuzz
version=$(sed -n 's/.*Include="SharpFuzz" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)

command -v "${AFL_FUZZ:-afl-fuzz}" >/dev/null || { echo 'make fuzz needs afl-fuzz (Debian: apt-get install afl++), or AFL_FUZZ with its path; the seeds run in make test all the same' >&2; exit 1; }
[ -x "$work/tool/sharpfuzz" ] || tests/quiet.sh dotnet tool install SharpFuzz.CommandLine --version "$version" --tool-path "$work/tool"

rm -rf "$work/bin" "$work/seeds" "$work/findings"
tests/quiet.sh dotnet publish tests/Fuzz --nologo --verbosity quiet --configuration Release --output "$work/bin"
dotnet "$work/bin/fuzz.dll" seeds "$work/seeds"
for assembly in Tenancy Webhooks; do "$work/tool/sharpfuzz" "$work/bin/$assembly.dll"; done

# The managed process is no binary that AFL knows, and its start takes a second; the rest keeps AFL off the machine's settings.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=30000
tests/quiet.sh "${AFL_FUZZ:-afl-fuzz}" -V "$seconds" -i "$work/seeds" -o "$work/findings" -t 10000 -m none -- dotnet "$work/bin/fuzz.dll"

grep -E '^(execs_done|corpus_count|corpus_found|saved_crashes|saved_hangs)' "$work/findings/default/fuzzer_stats"
found=$(find "$work/findings/default/crashes" "$work/findings/default/hangs" -name 'id:*' | wc -l)
[ "$found" = 0 ] || { echo "$found found: see $work/findings/default, and run them by dotnet run --project tests/Fuzz -- FILE" >&2; exit 1; }
