#!/usr/bin/env bash
# Whether a person has typed the name of what is to be destroyed, sign by sign.
set -euo pipefail
title='destroy'
# shellcheck source-path=SCRIPTDIR source=../plan/stacks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../plan/stacks.sh"

[ "$EVENT" = workflow_dispatch ] ||
  refuse "This workflow runs only when a person has started it, on workflow_dispatch, but the event is $EVENT: nothing was planned or destroyed."
if [ "$CONFIRM" != "$NAME" ]; then
  shown=$(printf '%s' "${CONFIRM:0:100}" | LC_ALL=C tr -c '[:print:]' '?' | tr '`' "'")
  refuse "confirm must be $NAME, the name of what is to be destroyed, but is \`$shown\`: nothing was planned or destroyed."
fi
printf 'Confirmed: %s.\n' "$NAME"
