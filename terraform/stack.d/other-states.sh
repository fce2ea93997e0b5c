# Part of terraform/stack: the states that are kept in the bucket beside that of bootstrap. They go with the bucket, and
# what they hold would then run on, known to nobody.

# The services of an environment: those with values, and those whose stacks were run from here.
services_here() {
  for each in "$values"/*.tfvars "$remembered/$environment/$environment"/*/; do
    each=${each%/} each=${each##*/} each=${each%.tfvars} each=${each%.registry}
    case $each in bootstrap | github | platform) continue ;; esac
    if is_name "$each"; then printf '%s\n' "$each"; fi
  done | sort -u
}

# The stacks in this bucket, as ‹stack›:‹target›, in the order in which they are destroyed.
others_here() (
  for values in "$environments"/*/; do
    values=${values%/} environment=${values##*/}
    is_environment "$environment" && [ -f "$values/state.s3.tfbackend" ] || continue
    [ "$(place bucket)" = "$TF_VAR_bucket" ] || continue
    for each in service registry; do
      for service in $(services_here); do printf '%s:%s/%s\n' "$each" "$environment" "$service"; done
    done
    printf 'platform:%s\n' "$environment"
  done
)

state_of() (
  target=${1#*:} environment=${target%%/*} service=${target#*/}
  values=$environments/$environment
  look "${1%%:*}" state pull
)

# Refuses while another state in the bucket holds something. One that can't be read may.
others_are_gone() {
  providers=$TF_DATA_DIR/providers commands=
  for other in $(others_here); do
    typed="terraform/stack ${other%%:*} ${other#*:}"
    held=$(state_of "$other") || refuse "the state of \`$typed\` can't be read, and would go with the bucket $TF_VAR_bucket: destroy it with credentials that may read every state in it."
    case $held in *'"mode": "managed"'*) commands="$commands
  $typed destroy" ;; esac
  done
  [ -z "$commands" ] || refuse "the bucket $TF_VAR_bucket holds the states of other stacks, and would take them away while what they made is still there. Type these first, in this order:$commands"
}
