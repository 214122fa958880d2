#!/usr/bin/env bash
# Runs a command and shows its output only when it fails.
set -uo pipefail
output=$("$@" 2>&1) || { code=$?; printf '%s\n' "$output" >&2; exit "$code"; }
