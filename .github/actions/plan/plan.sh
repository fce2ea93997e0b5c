#!/usr/bin/env bash
# Plans stacks by terraform/stack of the calling repository, each as far as it can be planned now, and packs the plans
# with changes, so that another job applies exactly those. Prints no plan: report-plan does, without what looks like a
# credential.
set -euo pipefail
title='plan'
# shellcheck source-path=SCRIPTDIR source=stacks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/stacks.sh"

find_script
choose_stacks
if [ "$DESTROY" = true ]; then
  # Last made, first taken away.
  reversed=()
  for each in "${stacks[@]}"; do reversed=("$each" ${reversed[@]+"${reversed[@]}"}); done
  stacks=("${reversed[@]}")
fi
if [ -n "$PASSPHRASE" ] && [ "${#PASSPHRASE}" -lt 16 ]; then
  refuse "The secret PLAN_PASSPHRASE has ${#PASSPHRASE} characters, and 16 are the least: make one by openssl rand -hex 32."
fi

# Terraform and its providers need not know it.
export -n PASSPHRASE
if [ "${GITHUB_RUN_ATTEMPT:-1}" -gt 1 ]; then
  warn "This is attempt $GITHUB_RUN_ATTEMPT of a run for commit ${GITHUB_SHA:0:7}: its configuration is planned, not the branch's newest. Where the branch has gone on, start the workflow anew instead of a re-run, else what came since is taken back."
fi
report=$(fresh_folder report)
plans=$(fresh_folder plans)
say_output report "$report"
failed=()

# Whether a stack failed only because one before it in this run is not there yet; terraform/stack says which.
waits() {
  local needed each before
  needed=$(sed -n "s/^terraform\/stack: the stack $1 needs what the stack \([a-z]*\) makes: .*/\1/p" "$report/$1.txt")
  [ -n "$needed" ] && [ "$DESTROY" != true ] || return 1
  # What is no configuration would not be one later either.
  [ ! -f "$report/validate-$1.txt" ] || return 1
  for each in $needed; do
    before=$(sed -n "s/^$each //p" "$plans/order")
    case $before in changed | waiting) ;; *) return 1 ;; esac
  done
}

plan() {
  local stack=$1 code=0 end
  local words=(-input=false -no-color -lock=false -detailed-exitcode "-out=$plans/$stack.tfplan")
  if [ "$DESTROY" = true ]; then words+=(-destroy); fi
  in_stack "$stack" plan "${words[@]}" >"$report/$stack.txt" 2>&1 || code=$?
  # terraform/stack refuses with 2 as well, and leaves no plan then.
  case $code in
  0) end=unchanged ;;
  2) if [ -f "$plans/$stack.tfplan" ]; then end=changed; else end=failed; fi ;;
  *) if waits "$stack"; then end=waiting; else end=failed; fi ;;
  esac
  if [ "$end" != changed ]; then rm -f "$plans/$stack.tfplan"; fi
  printf '%s %s\n' "$stack" "$end" >>"$plans/order"
  printf '%s of %s: %s\n' "$stack" "$(target_of "$stack")" "$end"
  if [ "$end" = failed ]; then failed+=("$stack"); fi
}

# A check whose words are shown where it fails.
check() {
  local name=$1
  shift
  if "$@" >"$report/$name.txt" 2>&1; then
    rm "$report/$name.txt"
  else
    printf '%s failed\n' "$name" >>"$plans/order"
    failed+=("$name")
  fi
}

: >"$plans/order"
if [ "$CHECKS" = true ]; then
  check fmt terraform -chdir="$terraform_folder" fmt -check -recursive -diff -no-color
fi
for stack in "${stacks[@]}"; do
  if [ "$DESTROY" != true ]; then check "validate-$stack" in_stack "$stack" validate -no-color; fi
  plan "$stack"
done
cp "$plans/order" "$report/order"

if [ "${#failed[@]}" -gt 0 ]; then
  refuse "Not planned: ${failed[*]}. The step behind this one and the summary say why. Nothing was changed."
fi

changed=false
if grep -Eq ' (changed|waiting)$' "$plans/order"; then changed=true; fi
say_output changed "$changed"
if [ "$KEEP" != true ] || [ "$changed" = false ]; then exit 0; fi

# shellcheck disable=SC2016 # to be typed, not to be run
passphrase_words='Make one by `gh secret set PLAN_PASSPHRASE --body "$(openssl rand -hex 32)"`, with --env and the environment where only its jobs are to have it, and hand it over by name, also where the environment alone has it: `PLAN_PASSPHRASE: ${{ secrets.PLAN_PASSPHRASE }}` below `secrets:` of the job that calls.'
may_stay_open() {
  local each code shown
  case $VISIBILITY in
  private) ;;
  public)
    refuse "The plan is not kept: everybody can download what a run of a public repository keeps, a plan holds the whole state, and there is no secret PLAN_PASSPHRASE to encrypt it with. $passphrase_words"
    ;;
  *) refuse "The plan is not kept: only a private repository may keep one that is not encrypted, and the visibility of this one is \`${VISIBILITY:-not told}\`. $passphrase_words" ;;
  esac
  for each in "${stacks[@]}"; do
    [ -f "$plans/$each.tfplan" ] || continue
    shown=$(fresh_folder shown) code=0
    answer_of "$each" show -json "$plans/$each.tfplan" >"$shown/plan.json" || code=$?
    if [ "$code" -ne 0 ]; then
      rm -r "$shown"
      refuse "The plan is not kept: whether that of $each holds sensitive values can't be told, because Terraform does not show it, and there is no secret PLAN_PASSPHRASE to encrypt it with. $passphrase_words"
    fi
    jq -e -f "$(dirname -- "${BASH_SOURCE[0]}")/sensitive.jq" "$shown/plan.json" >/dev/null || code=$?
    rm -r "$shown"
    # jq ends with 1 where it has looked and found none: no other end is taken for that.
    case $code in
    1) ;;
    0)
      refuse "The plan is not kept: that of $each holds sensitive values, which whoever reads the repository could download, and there is no secret PLAN_PASSPHRASE to encrypt it with. $passphrase_words"
      ;;
    *) refuse "The plan is not kept: whether that of $each holds sensitive values can't be told, because jq ended with $code, and there is no secret PLAN_PASSPHRASE to encrypt it with. $passphrase_words" ;;
    esac
  done
}
# An empty secret is what somebody has who keeps it with the environment and has forgotten to hand it over: never without a word.
if [ -z "$PASSPHRASE" ]; then
  may_stay_open
  open_words="The plans are kept for one day without encryption, because the secret PLAN_PASSPHRASE is empty in this job: whoever reads this private repository can download them, and with them what the states hold. $passphrase_words"
  warn "$open_words"
  printf '\n⚠️ %s\n' "$open_words" >>"$GITHUB_STEP_SUMMARY"
fi

for stack in "${stacks[@]}"; do
  # The providers that a plan was made with are those that it is applied with.
  if [ -f "$(lock_file "$stack")" ]; then cp "$(lock_file "$stack")" "$plans/$stack.lock.hcl"; fi
done
kept=$(fresh_folder kept)
tar -C "$plans" -czf "$kept/plans.tar.gz" .
if [ -n "$PASSPHRASE" ]; then
  PASSPHRASE=$PASSPHRASE openssl enc -aes-256-cbc -pbkdf2 -iter 600000 -salt -pass env:PASSPHRASE -in "$kept/plans.tar.gz" -out "$kept/plans.enc"
  rm "$kept/plans.tar.gz"
fi
say_output kept "$kept"
say_output sha256 "$(cat "$kept"/plans.* | sha256sum | cut -d ' ' -f 1)"
say_output artifact "slipway-plan-$(printf '%s\n' "$GITHUB_ENVIRONMENT_NAME" "$FOLDER" "$ENVIRONMENT" "$SERVICE" "${stacks[*]}" "$DESTROY" | sha256sum | cut -c 1-16)"
