#!/bin/bash
# check_man.sh FOLDER: every manual page in it is free of warnings, as far as man and mandoc are here to say so.
set -euo pipefail
shopt -s nullglob
pages=("$1"/*.1) found=0
[[ ${#pages[@]} -gt 10 ]] || { echo "error: only ${#pages[@]} pages in $1"; exit 1; }
for page in "${pages[@]}"; do
    if command -v groff >/dev/null; then
        said=$(groff -man -Tutf8 -ww -z "$page" 2>&1) || true
        [[ -z $said ]] || { echo "$said"; found=1; }
    fi
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W warning "$page" || found=1
    fi
done
echo "${#pages[@]} pages"
exit $found
