#!/usr/bin/env bash
# Applies the plans that another job has packed, exactly those and in their order. A stack that could not be planned
# before one in front of it stood is planned and applied here. With FRESH, nothing was packed: the stacks are planned and
# applied now.
set -euo pipefail
title='apply'
# shellcheck source-path=SCRIPTDIR source=../plan/stacks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../plan/stacks.sh"

find_script
# Terraform and its providers need not know it.
export -n PASSPHRASE
plans=$(fresh_folder plans)
log=$plans/log.txt
ends_at=$((SECONDS + LIMIT_MINUTES * 60))
done_so_far=()

tell() { printf '%s\n' "$1" >>"$GITHUB_STEP_SUMMARY"; }

# What was done of it, for whoever has to go on.
so_far() {
  if [ "${#done_so_far[@]}" -eq 0 ]; then printf 'No stack was applied.'; else printf 'Before that, applied: %s.' "${done_so_far[*]}"; fi
}

unpack() {
  local packed
  packed=$(find "$KEPT" -maxdepth 1 -type f -name 'plans.*' 2>/dev/null || true)
  [ -f "$packed" ] || refuse 'There are no plans to apply: what the plan job keeps is gone after a day. Start this workflow again, which plans anew. Nothing was changed.'
  [ "$(sha256sum <"$packed" | cut -d ' ' -f 1)" = "$SHA256" ] ||
    refuse 'The plans are not those of the plan job of this run: their sha256 is another one. Start this workflow again, which plans anew. Nothing was changed.'
  case $packed in
  *.enc)
    [ -n "$PASSPHRASE" ] || refuse 'The plans are encrypted, and the secret PLAN_PASSPHRASE is empty here. Nothing was changed.'
    PASSPHRASE=$PASSPHRASE openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -pass env:PASSPHRASE -in "$packed" -out "$plans/plans.tar.gz" 2>/dev/null ||
      refuse 'The plans do not open with the secret PLAN_PASSPHRASE: it was changed since they were made. Start this workflow again, which plans anew. Nothing was changed.'
    ;;
  *) cp "$packed" "$plans/plans.tar.gz" ;;
  esac
  tar -C "$plans" -xzf "$plans/plans.tar.gz"
}

cancelled=false
running=
# The runner tells this script alone of a cancel, and waits some ten seconds: Terraform, told at once, writes its state and
# gives its lock back as soon as what it is doing is done.
cancel() {
  cancelled=true
  if [ -n "$running" ]; then kill -INT "$running" 2>/dev/null || true; fi
}
trap cancel INT TERM

# Terraform on a stack, shown as it goes, ended in time to give its lock back before the session or the job ends.
terraform_of() {
  local stack=$1 left=$((ends_at - SECONDS)) code=0 shown
  shift
  if [ "$left" -lt 3 ]; then left=3; fi
  exec 4> >(tee "$log")
  shown=$!
  timeout --kill-after=120 --signal=INT "$left" sh "$terraform_folder/stack" "$stack" "$(target_of "$stack")" "$@" >&4 2>&1 &
  running=$!
  exec 4>&-
  # A signal ends the wait, and not what is waited for.
  while
    wait "$running" && code=0 || code=$?
    kill -0 "$running" 2>/dev/null
  do :; done
  running=
  wait "$shown" || true
  return "$code"
}

ended_by() {
  local stack=$1 code=$2 lock
  lock=$(sed -n '/Error acquiring the state lock/,$s/.*ID: *\([0-9a-f-]\{36\}\).*/\1/p' "$log" | head -n 1)
  if [ "$cancelled" = true ]; then
    refuse "The apply of $stack was cancelled. What was made of it stands in its state. $(so_far) Start this workflow again, which plans anew and goes on from there."
  elif grep -q 'Saved plan is stale' "$log"; then
    refuse "The plan of $stack is stale: its state was changed by somebody else since the plan was made, so nothing of this plan was applied. $(so_far) Start this workflow again, which plans anew."
  elif [ -n "$lock" ]; then
    refuse "The state of $stack is locked: another apply is running, or one was killed before it gave its lock back. $(so_far) Wait for the other; or, if there is none, type terraform/stack $stack $(target_of "$stack") force-unlock $lock, and start this workflow again."
  elif [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
    refuse "The apply of $stack was stopped: it took longer than $LIMIT_MINUTES minutes with those before it. What was made stands in its state. $(so_far) Start this workflow again, which goes on from there."
  fi
  refuse "The apply of $stack failed: the lines above say why. What was made of it stands in its state. $(so_far) Correct it, and start this workflow again, which plans anew."
}

apply_saved() {
  local stack=$1 how=$2 code=0
  inert terraform_of "$stack" apply -input=false -no-color -lock-timeout=5m "$plans/$stack.tfplan" || code=$?
  [ "$code" -eq 0 ] || ended_by "$stack" "$code"
  tell "| $stack | $how | $(grep -Eo 'Resources: [0-9]+ added, [0-9]+ changed, [0-9]+ destroyed' "$log" | tail -n 1 || true) |"
  done_so_far+=("$stack")
}

# Plans and applies what nobody could look at before: said in the summary of the plan, and here.
plan_and_apply() {
  local stack=$1 how=$2 code=0
  inert terraform_of "$stack" plan -input=false -no-color -lock-timeout=5m -detailed-exitcode "-out=$plans/$stack.tfplan" || code=$?
  if [ "$code" -eq 0 ]; then
    tell "| $stack | planned here | nothing to do |"
  elif [ "$code" -eq 2 ] && [ -f "$plans/$stack.tfplan" ]; then
    apply_saved "$stack" "$how"
  else
    ended_by "$stack" "$code"
  fi
}

# The plan of a stack is made of what those before it were then: where they were changed it may have more to do now.
see_whether_it_follows() {
  local stack=$1 code=0
  inert terraform_of "$stack" plan -input=false -no-color -lock=false -detailed-exitcode || code=$?
  if [ "$code" -eq 2 ] && grep -Eq '[0-9]+ to (add|change|destroy)' "$log"; then
    tell "| $stack | planned again | $(counts_in "$log"): it follows with the next run |"
    warn "The stack $stack follows what was changed before it: its plan now has $(counts_in "$log"), which nobody has approved. Start this workflow again to have it applied."
  fi
}

tell '### Applied'
tell ''
tell '| stack | plan | |'
tell '| --- | --- | --- |'

if [ "$FRESH" = true ]; then
  choose_stacks
  for stack in "${stacks[@]}"; do plan_and_apply "$stack" 'planned here'; done
  exit 0
fi

unpack
while read -r stack end <&3; do
  if [ -f "$plans/$stack.lock.hcl" ]; then cp "$plans/$stack.lock.hcl" "$(lock_file "$stack")"; fi
  case $end in
  changed) apply_saved "$stack" 'the one of the plan job' ;;
  waiting) plan_and_apply "$stack" 'planned here, after those before it' ;;
  esac
done 3<"$plans/order"

if [ "$DESTROY" != true ]; then
  seen=()
  while read -r stack end <&3; do
    if [ "$end" != waiting ] && [ "${#seen[@]}" -gt 0 ]; then
      # Only what was made before an earlier stack was changed can be too old.
      see_whether_it_follows "$stack"
    fi
    if [ "$end" = changed ]; then seen+=("$stack"); fi
  done 3<"$plans/order"
fi
