#!/usr/bin/env bash
# Whether the name of what is to be destroyed was typed, sign by sign: of the whole environment, where what all of its services
# stand on goes. It keeps off mistakes: whoever has a token with `actions: write` can type as well, so that only the reviewers of
# the environment are sure to be persons.
set -euo pipefail
title='destroy'
# shellcheck source-path=SCRIPTDIR source=../plan/stacks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../plan/stacks.sh"

[ "$EVENT" = workflow_dispatch ] ||
  refuse "This workflow runs only on workflow_dispatch, where somebody types what is to be destroyed, but the event is $EVENT: nothing was planned or destroyed."
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
