#!/usr/bin/env bash
# Whether a person has typed the name of what is to be destroyed, sign by sign: of the whole environment, where what all of
# its services stand on goes.
set -euo pipefail
title='destroy'
# shellcheck source-path=SCRIPTDIR source=../plan/stacks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../plan/stacks.sh"

[ "$EVENT" = workflow_dispatch ] ||
  refuse "This workflow runs only when a person has started it, on workflow_dispatch, but the event is $EVENT: nothing was planned or destroyed."
choose_stacks
name=$ENVIRONMENT/$SERVICE what='the name of what is to be destroyed'
case " ${stacks[*]} " in
*' platform '*)
  name=$ENVIRONMENT
  what='the name of the environment, because network, load balancer and cluster of all its services go with the stack platform'
  ;;
esac
if [ "$CONFIRM" != "$name" ]; then
  shown=$(printf '%s' "${CONFIRM:0:100}" | LC_ALL=C tr -c '[:print:]' '?' | tr '`' "'")
  refuse "confirm must be $name, $what, but is \`$shown\`: nothing was planned or destroyed."
fi
printf 'Confirmed: %s.\n' "$name"
