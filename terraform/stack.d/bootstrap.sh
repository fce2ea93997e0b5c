# Part of terraform/stack: the stack bootstrap, which makes the bucket that its own state is kept in. Until the bucket is
# there the state is kept here, and then moved; before a destroy it comes back.

# Of a state on stdin its lineage, which each has from when it was begun, and its serial, which each change of it raises.
mark() {
  text=$(cat)
  for each in lineage serial; do
    printf '%s\n' "$text" | sed -n "s/^  \"$each\": *\"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p"
  done | paste -s -d ' ' -
}

# What a state on stdin holds. One that is moved into a bucket gets another lineage and begins to count anew, and the
# results of checks come in any order.
held() { sed -e '/^  "lineage":/d' -e '/^  "serial":/d' -e '/^  "check_results":/,$d'; }

# Whether the state in the bucket, which is told, is one that the state here may take the place of: none, the one that was
# copied here, or the same as here, which an interrupted move leaves.
is_ours() {
  there=
  [ -n "$1" ] || return 0
  there=$(printf '%s\n' "$1" | mark) mine=$(mark <"$first_state") copied=
  # As Terraform tells that there is none.
  [ "$there" != ' 0' ] || return 0
  if [ -f "$first_state.copied" ]; then copied=$(cat "$first_state.copied"); fi
  if [ "$there" = "$copied" ]; then return 0; fi
  [ "$(printf '%s\n' "$1" | held)" = "$(held <"$first_state")" ]
}

refuse_parted() {
  trap - EXIT
  refuse "the state of this stack is in two places that have parted: serial ${mine#* } of lineage ${mine%% *} in $first_state, and serial ${there#* } of lineage ${there%% *} as $key.tfstate in the bucket $TF_VAR_bucket, which somebody else began or went on from. See which of them knows what is there. To go on from the bucket, move $first_state away; to go on from that file, remove $key.tfstate from the bucket, which keeps its versions."
}

# What was interrupted is found by the state that it left, and goes on, unless somebody went on from the bucket meanwhile.
in_bucket() {
  opened=
  [ -f "$first_state" ] || rm -f "$first_state.copied"
  bucket_opens || return 1
  opened=yes
  [ -f "$first_state" ] || return 0
  pulled=$(in_stack state pull) || exit 1
  is_ours "$pulled" || refuse_parted
  # What is the same as here no longer is once something is applied.
  printf '%s\n' "$there" >"$first_state.copied"
  return 1
}

# Works on the state that is kept here, in a copy: an override beside the stack would hold for every other run as well.
here_instead() {
  folder=$TF_DATA_DIR/first-run/stacks/bootstrap
  rm -rf "$TF_DATA_DIR/first-run/modules"
  mkdir -p "$folder"
  rm -f "$folder"/*.tf
  cp -R "$here/modules" "$TF_DATA_DIR/first-run/modules"
  cp "$here"/stacks/bootstrap/*.tf "$here/stacks/bootstrap/first-run/backend_override.tf" "$folder"
  if [ -f "$here/stacks/bootstrap/.terraform.lock.hcl" ]; then cp "$here/stacks/bootstrap/.terraform.lock.hcl" "$folder"; fi
  trap kept EXIT
  init "$@" -backend-config="path=$first_state"
}

# Said when a run ends early.
kept() {
  [ ! -f "$first_state" ] || printf 'terraform/stack: the state of this stack is in %s, not in its bucket: the next `apply` or `destroy` goes on from there, unless somebody has gone on from the bucket, and an apply moves it to the bucket.\n' "$first_state" >&2
}

# The state here is no longer the one that counts.
put_away() {
  mv "$first_state" "$first_state.$1"
  rm -f "$first_state.copied"
}

without_bucket() {
  case ${1:-} in
  plan | apply) ;;
  *)
    [ -f "$first_state" ] ||
      refuse "this stack has no state yet: terraform/stack bootstrap $environment apply makes it, and the bucket for it."
    ;;
  esac
  here_instead -reconfigure
  run "$@"
  [ "$1" = apply ] || return 0
  # An apply takes minutes, in which nothing locks the state in the bucket.
  providers=$TF_DATA_DIR/providers
  pulled=$(look bootstrap state pull)
  is_ours "$pulled" || refuse_parted
  folder=$here/stacks/bootstrap
  init_in_bucket -migrate-state -force-copy
  put_away moved
  printf 'The state of this stack is in its bucket now.\n'
}

# A destroy that Terraform would refuse is refused while the state is still in the bucket. What only a destroy knows is left out.
plan_destroy() {
  for word; do
    shift
    case $word in apply | destroy | -auto-approve* | --auto-approve* | -destroy* | --destroy*) ;; *) set -- "$@" "$word" ;; esac
  done
  if ! with_values plan -destroy -input=false "$@" >"$TF_DATA_DIR/destroy.log" 2>&1; then
    cat "$TF_DATA_DIR/destroy.log" >&2
    exit 1
  fi
}

# The bucket goes with this stack, so the state comes here first.
destroy_with_bucket() {
  export TF_VAR_destroying=true
  if in_bucket; then
    others_are_gone
    plan_destroy "$@"
    rm -f "$first_state.copied"
    here_instead -migrate-state -force-copy
    # Not what was pulled before: this is what came.
    if [ -f "$first_state" ]; then mark <"$first_state" >"$first_state.copied"; fi
  else
    [ -f "$first_state" ] || refuse "there is nothing to destroy: the bucket of the state is not there."
    if [ -n "$opened" ]; then others_are_gone; fi
    here_instead -reconfigure
  fi
  with_values "$@"
  # Of a destroy with -target something is left.
  left=$(in_stack state list)
  [ -z "$left" ] || exit 1
  put_away destroyed
}
