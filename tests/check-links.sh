#!/usr/bin/env bash
# Checks that every relative link in the repository's Markdown files leads to a file, and every #anchor to a heading.
set -euo pipefail
cd "$(dirname "$0")/.."

# GitHub's anchors: lower case, punctuation dropped, blanks to dashes.
anchors() { grep -E '^#{1,6} ' "$1" | sed -E 's/^#+ +//' | tr '[:upper:]' '[:lower:]' | sed -E 's/[^a-z0-9 _-]//g; s/ /-/g'; }

broken=0
complain() { echo "$1: $2" >&2; broken=$((broken + 1)); }

while read -r file; do
  while read -r target; do
    case $target in *://* | mailto:*) continue ;; esac
    path=${target%%#*}; anchor=; [[ $target == *#* ]] && anchor=${target#*#}
    linked=$file; [ -z "$path" ] || linked=$(dirname "$file")/$path
    if [ ! -e "$linked" ]; then complain "$file" "links to $target, which is not there"; continue; fi
    if [ -n "$anchor" ] && [[ $linked == *.md ]] && ! anchors "$linked" | grep -qxF "$anchor"; then
      complain "$file" "links to $target: no such heading"
    fi
  done < <(grep -oE '\]\([^) ]+\)' "$file" | sed -E 's/^\]\(//; s/\)$//')
done < <(git ls-files --cached --others --exclude-standard '*.md')

[ "$broken" = 0 ] || { echo "$broken broken links" >&2; exit 1; }
