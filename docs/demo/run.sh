#!/usr/bin/env bash
# The main job on a sample insurer: verdicts with reasons, what falls due, a generated checker that gives the same
# report, and a map of the obligations. What it makes lies in build/demo.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH=$PWD/.venv/bin:$PATH
rules=std:macau.insurance
facts=docs/demo/acme.json
day=2021-06-30
out=build/demo
mkdir -p "$out"

show() { printf '\n$ %s\n' "$*"; }
# A breach in the facts is a result here, not a failure: status 1 goes on.
found() { "$@" || [ $? -eq 1 ]; }

# Of the whole law: what is broken and what falls due; the rest is not decided by these few facts.
show prazo check "$rules" --facts "$facts" --on "$day" --only breached,pending
found prazo check "$rules" --facts "$facts" --on "$day" --only breached,pending

show prazo build "$rules" --target python -o "$out/checker.py"
prazo build "$rules" --target python -o "$out/checker.py"
found prazo check "$rules" --facts "$facts" --on "$day" --format json -o "$out/interpreter.json" --engine reference
python docs/demo/same_report.py "$out/checker.py" "$facts" "$day" "$out/interpreter.json" "$out/checker.json"

show prazo map "$rules" -o "$out/map.svg"
prazo map "$rules" -o "$out/map.svg"
printf '\nOpen %s/map.svg in a browser.\n' "$out"
