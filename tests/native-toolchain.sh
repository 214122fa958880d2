#!/usr/bin/env bash
# Finds what the native compiler needs beside the SDK: clang (or gcc) and zlib's headers.
#   native-toolchain.sh             says what is missing, and how to get it
#   native-toolchain.sh --property  prints the MSBuild property that names the linker, when it is not plain "clang"
set -euo pipefail

linker=
for candidate in clang clang-19 clang-18 clang-17 clang-16 clang-15 clang-14 gcc; do
  if command -v "$candidate" >/dev/null; then linker=$candidate; break; fi
done

if [ "${1:-}" = --property ]; then
  [ "$linker" = clang ] || printf '%s' "-p:CppCompilerAndLinker=$linker"
  exit 0
fi

missing=()
[ -n "$linker" ] || missing+=(clang)
[ -e /usr/include/zlib.h ] || [ "$(uname)" != Linux ] || missing+=(zlib1g-dev)
if [ ${#missing[@]} -gt 0 ]; then
  echo "make build needs ${missing[*]}. On Debian or Ubuntu: apt-get install -y ${missing[*]}" >&2
  exit 1
fi
