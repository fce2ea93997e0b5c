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
export -n PASSPHRASE TOKEN
plans=$(fresh_folder plans)
log=$plans/log.txt
report=$(fresh_folder report)
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
  if [ ! -f "$packed" ] && [ "$DOWNLOADED" = failure ]; then
    refuse 'The plans of the plan job could not be downloaded: the step before this one says why. They are kept for one day: where they are gone, start this workflow again, which plans anew; else re-run this job. Nothing was changed.'
  fi
  [ -f "$packed" ] || refuse 'There are no plans to apply in what the plan job has kept. Start this workflow again, which plans anew. Nothing was changed.'
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
  tell_terraform
}
# `timeout` hands on the first of these alone: told a second time, as by the runner's TERM after its INT, Terraform would give
# up without writing its state.
tell_terraform() {
  if [ -n "$running" ]; then kill -INT "$running" 2>/dev/null || true; fi
}
trap cancel INT TERM

# A cancel can come while nothing runs, and Terraform can have succeeded in spite of it: nothing more is begun then.
unless_cancelled() {
  [ "$cancelled" = false ] ||
    refuse "This run was cancelled, so nothing more is applied. $(so_far) Start this workflow again, which plans anew and goes on from there."
}

# Terraform on a stack, shown as it goes unless it plans, ended in time to give its lock back before the session or the job
# ends.
terraform_of() {
  local stack=$1 left=$((ends_at - SECONDS)) code=0 shown=
  shift
  if [ "$left" -lt 3 ]; then left=3; fi
  if [ "$1" = plan ]; then
    exec 4>"$log"
  else
    exec 4> >(tee "$log")
    shown=$!
  fi
  timeout --kill-after=120 --signal=INT "$left" sh "$terraform_folder/stack" "$stack" "$(target_of "$stack")" "$@" >&4 2>&1 &
  running=$!
  exec 4>&-
  if [ "$cancelled" = true ]; then tell_terraform; fi
  # A signal ends the wait, and not what is waited for.
  while
    wait "$running" && code=0 || code=$?
    kill -0 "$running" 2>/dev/null
  do :; done
  running=
  if [ -n "$shown" ]; then wait "$shown" || true; fi
  return "$code"
}

# A plan that was made here, for report-plan: what it says is not printed by this script.
report_plan() {
  cp "$log" "$report/$1.txt"
  printf '%s %s\n' "$1" "$2" >>"$report/order"
  say_output report "$report"
}

# What the end of Terraform means. `what` was it asked for: an apply, which was shown, or a plan.
ended_by() {
  local stack=$1 code=$2 what=${3:-apply} lock stale_by='by somebody else since the plan was made'
  if [ "${GITHUB_RUN_ATTEMPT:-1}" -gt 1 ]; then
    stale_by="since the plan was made, by somebody else or by an earlier attempt of this very run (this is attempt $GITHUB_RUN_ATTEMPT; the summary of each says what it applied)"
  fi
  lock=$(sed -n '/Error acquiring the state lock/,$s/.*ID: *\([0-9a-f-]\{36\}\).*/\1/p' "$log" | head -n 1)
  if [ "$cancelled" = true ]; then
    refuse "The $what of $stack was cancelled. What was made of it stands in its state. $(so_far) Start this workflow again, which plans anew and goes on from there."
  elif grep -q 'Saved plan is stale' "$log"; then
    refuse "The plan of $stack is stale: its state was changed $stale_by, so nothing of this plan was applied. $(so_far) Start this workflow again, which plans anew."
  elif [ -n "$lock" ]; then
    refuse "The state of $stack is locked: another apply is running, or one was killed before it gave its lock back. $(so_far) Wait for the other; or, if there is none, type terraform/stack $stack $(target_of "$stack") force-unlock $lock, and start this workflow again."
  elif [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
    refuse "The $what of $stack was stopped: it took longer than $LIMIT_MINUTES minutes with those before it. What was made stands in its state. $(so_far) Start this workflow again, which goes on from there."
  elif [ "$what" = plan ]; then
    refuse "The plan of $stack failed: the step behind this one and the summary say why. $(so_far) Correct it, and start this workflow again, which plans anew."
  fi
  refuse "The apply of $stack failed: the lines above say why. What was made of it stands in its state. $(so_far) Correct it, and start this workflow again, which plans anew."
}

apply_saved() {
  local stack=$1 how=$2 code=0
  unless_cancelled
  inert terraform_of "$stack" apply -input=false -no-color -lock-timeout=5m "$plans/$stack.tfplan" || code=$?
  # terraform/stack ends by the signal, also where Terraform has done all of it.
  if [ "$cancelled" = true ] && grep -q 'complete! Resources: ' "$log"; then code=0; fi
  [ "$code" -eq 0 ] || ended_by "$stack" "$code"
  tell "| $stack | $how | $(grep -Eo 'Resources: [0-9]+ added, [0-9]+ changed, [0-9]+ destroyed' "$log" | tail -n 1 || true) |"
  done_so_far+=("$stack")
  unless_cancelled
}

# Plans and applies what nobody could look at before: said in the summary of the plan, and here.
plan_and_apply() {
  local stack=$1 how=$2 code=0
  unless_cancelled
  terraform_of "$stack" plan -input=false -no-color -lock-timeout=5m -detailed-exitcode "-out=$plans/$stack.tfplan" || code=$?
  if [ "$code" -eq 0 ]; then
    report_plan "$stack" unchanged
    tell "| $stack | planned here | nothing to do |"
  elif [ "$code" -eq 2 ] && [ -f "$plans/$stack.tfplan" ]; then
    report_plan "$stack" changed
    apply_saved "$stack" "$how"
  else
    report_plan "$stack" failed
    ended_by "$stack" "$code" plan
  fi
}

# The plan of a stack is made of what those before it were then: where they were changed it may have more to do now. What was
# applied stands whatever comes of this look, so a look that fails is told, and not red.
see_whether_it_follows() {
  local stack=$1 code=0 ended
  unless_cancelled
  terraform_of "$stack" plan -input=false -no-color -lock=false -detailed-exitcode "-out=$plans/$stack.again" || code=$?
  # terraform/stack refuses with 2 as well, and leaves no plan then. One that is left holds the state, and is not applied.
  if [ "$code" -eq 2 ] && [ ! -f "$plans/$stack.again" ]; then code=1; fi
  rm -f "$plans/$stack.again"
  unless_cancelled
  if [ "$code" -eq 0 ]; then return; fi
  if [ "$code" -ne 2 ]; then
    case $code in
    124 | 137) ended="was stopped: it took longer than $LIMIT_MINUTES minutes with those before it" ;;
    *) ended='failed: the step behind this one and the summary say why' ;;
    esac
    report_plan "$stack" failed
    tell "| $stack | planned again | not planned: whether it follows is not known |"
    warn "Whether the stack $stack follows what was changed before it is not known, because its plan $ended. What was applied stands. Start this workflow again, which plans anew."
  elif grep -Eq '[0-9]+ to (add|change|destroy)' "$log"; then
    report_plan "$stack" changed
    tell "| $stack | planned again | $(counts_in "$log"): it follows with the next run |"
    warn "The stack $stack follows what was changed before it: its plan now has $(counts_in "$log"), which nobody has approved. Start this workflow again to have it applied."
  fi
}

# What is planned here was shown to nobody, so a commit whose Terraform is no longer its branch's takes nothing back. Green,
# because all that came before succeeded. An attempt after the first may come days later: it has to know.
unless_old() {
  local newest
  newest=$(is_newest)
  case $newest in
  yes) return ;;
  unknown) if [ "${GITHUB_RUN_ATTEMPT:-1}" -le 1 ]; then return; fi ;;
  esac
  tell "| ${stacks[*]} | not applied | this commit may be an old one |"
  if [ "$newest" = no ]; then
    warn "Nothing was applied: the branch has gone on since commit ${GITHUB_SHA:0:7}, which this run is of, and what came since in the folder $FOLDER would be taken back. Start the workflow again, which plans the newest."
  else
    warn "Nothing was applied: whether commit ${GITHUB_SHA:0:7} is still the newest can't be told in attempt $GITHUB_RUN_ATTEMPT of this run, and what came since would be taken back. Start the workflow again, which plans the newest."
  fi
  exit 0
}

tell '### Applied'
tell ''
tell '| stack | plan | |'
tell '| --- | --- | --- |'

if [ "$FRESH" = true ]; then
  choose_stacks
  unless_old
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

# Whoever remembers the first release would never start it again, and the service that is made anew would run nothing.
if [ "$DESTROY" = true ]; then
  case " ${done_so_far[*]-} " in
  *' service '*)
    key=$(printf 'SLIPWAY_ONCE_FIRST__%s__%s' "$ENVIRONMENT" "$SERVICE" | tr 'a-z-' 'A-Z_')
    tell ''
    tell "The first release of this service is remembered as done. Before it is made again: \`gh variable delete $key\`, else the run that makes it is green with nothing running."
    ;;
  esac
fi
