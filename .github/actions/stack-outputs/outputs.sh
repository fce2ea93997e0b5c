#!/usr/bin/env bash
# Writes the outputs of the stacks of a service to a file, as lines NAME="value": what the release workflow reads as
# variables. `terraform/stack outputs` asks bootstrap too, whose state the roles of jobs may not open.
set -euo pipefail
title='publish'
# shellcheck source-path=SCRIPTDIR source=../plan/stacks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../plan/stacks.sh"

find_script
file=$(fresh_folder outputs)/outputs.env
without=()
for stack in registry platform service; do
  printed=$(answer_of "$stack" output -no-color) || refuse "The outputs of the stack $stack can't be read: the lines above say why. No variable was published."
  found=$(printf '%s\n' "$printed" | sed -n 's/^\([A-Z][A-Z0-9_]*\) = \(".*"\)$/\1=\2/p')
  if [ -n "$found" ]; then printf '%s\n' "$found" >>"$file"; else without+=("$stack"); fi
done
[ -f "$file" ] || refuse 'No stack has outputs yet, so there is nothing to publish: apply registry, platform and service first.'
if [ "${#without[@]}" -gt 0 ]; then
  warn "Not published: what the release workflow reads of ${without[*]}, which has no outputs yet."
fi
say_output file "$file"
