# shellcheck shell=bash
# Sourced by the scripts of plan, apply-plan and stack-outputs: which stacks are meant, in which order, and how
# terraform/stack of the calling repository is asked. All of them get their values by the environment of the step.

# What GitHub reads as data of a command keeps to one line.
command_data() {
  local text=$1
  text=${text//'%'/%25} text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

# shellcheck disable=SC2154 # whoever sources this says with `title` who speaks
refuse() {
  printf '::error title=%s::%s\n' "$title" "$(command_data "$1")"
  exit 1
}

# shellcheck disable=SC2154 # the same
warn() { printf '::warning title=%s::%s\n' "$title" "$(command_data "$1")"; }

# What a program prints, and nothing in it is a command to the runner.
inert() {
  local token code=0
  token=$(openssl rand -hex 16)
  printf '::stop-commands::%s\n' "$token"
  "$@" || code=$?
  printf '\n::%s::\n' "$token"
  return "$code"
}

say_output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# Sets `stacks` to those that were asked for, in the order in which each needs the ones before it.
choose_stacks() {
  # shellcheck disable=SC2153 # of the step's environment
  local asked=" ${STACKS//[$'\n\t\r,']/ } " words=() word each
  # Not by `for word in $asked`, which would look for files of the name `*`.
  read -ra words <<<"$asked"
  for word in ${words[@]+"${words[@]}"}; do
    case $word in
    registry | platform | service) ;;
    bootstrap) refuse 'stacks must not name bootstrap, which a person applies: a job that could change it could change its own role.' ;;
    *) refuse "stacks must be some of registry, platform and service with spaces between them, but has \`$word\`." ;;
    esac
  done
  stacks=()
  for each in registry platform service; do
    case $asked in *" $each "*) stacks+=("$each") ;; esac
  done
  [ "${#stacks[@]}" -gt 0 ] || refuse 'stacks must be some of registry, platform and service with spaces between them, but is empty.'
}

# terraform/stack of the checkout: who calls these workflows has a copy of the folder.
find_script() {
  case $FOLDER in '' | /* | .. | ../* | */.. | */../*) refuse "folder must be a folder of the repository such as terraform, but is \`$FOLDER\`." ;; esac
  terraform_folder=$GITHUB_WORKSPACE/$FOLDER
  [ -f "$terraform_folder/stack" ] ||
    refuse "There is no $FOLDER/stack in this repository: copy the folder terraform of Slipway's repository and commit it, or name in \`folder\` where it is."
}

target_of() { case $1 in platform) printf '%s' "$ENVIRONMENT" ;; *) printf '%s/%s' "$ENVIRONMENT" "$SERVICE" ;; esac; }

# in_stack ‹stack› ‹command› …
in_stack() {
  local stack=$1
  shift
  sh "$terraform_folder/stack" "$stack" "$(target_of "$stack")" "$@"
}

# The answer of in_stack; what it says beside it is shown, and no command to the runner.
answer_of() {
  local said code=0
  said=$(fresh_folder said)
  in_stack "$@" 2>"$said/stderr" || code=$?
  if [ -s "$said/stderr" ]; then inert cat "$said/stderr" >&2; fi
  rm -r "$said"
  return "$code"
}

# What GitHub says of commits of this repository, or nothing. The token goes by standard input, which no list of processes
# shows.
commits_of() {
  printf 'Authorization: Bearer %s\n' "${TOKEN:-}" | curl -fsS --max-time 30 -H @- -H "Accept: application/vnd.github.$2" \
    "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/commits$1" 2>/dev/null || true
}

is_commit() { [[ $1 =~ ^[0-9a-f]{40,64}$ ]]; }

# The commit that changed the folder of Terraform last, of those that ‹commit› comes after and itself. Nothing where the
# folder is the whole repository: each commit changes that.
last_change() {
  local path
  path=$(jq -rn --arg folder "$FOLDER" '$folder | split("/") | map(select(. != "" and . != ".")) | join("/") | @uri')
  [ -z "$path" ] || commits_of "?sha=$1&path=$path&per_page=1" json | jq -r '.[0].sha // empty' 2>/dev/null || true
}

# Whether the folder of Terraform is on the branch as it is in this commit: yes, no, or unknown. A tag stays where it is, and
# tells nothing. Where the branch has gone on, yes only if the same commit changed the folder last.
is_newest() {
  local head branch own
  case ${GITHUB_REF:-} in refs/heads/*) ;; *) printf unknown && return ;; esac
  branch=$(jq -rn --arg branch "${GITHUB_REF#refs/heads/}" '$branch | split("/") | map(@uri) | join("/")')
  head=$(commits_of "/heads/$branch" sha)
  if [ "$head" = "$GITHUB_SHA" ]; then
    printf yes
  elif ! is_commit "$head"; then
    printf unknown
  elif own=$(last_change "$GITHUB_SHA") && is_commit "$own" && [ "$own" = "$(last_change "$head")" ]; then
    printf yes
  else
    printf no
  fi
}

lock_file() { printf '%s/stacks/%s/.terraform.lock.hcl' "$terraform_folder" "$1"; }

# A folder of this job that nobody else on the machine may open.
fresh_folder() { (umask 077 && mktemp -d "${RUNNER_TEMP:?}/slipway-$1-XXXXXX"); }

# What Terraform counts, in its own words: `1 to add, 0 to change, 0 to destroy`.
counts_in() { grep -Eo '[0-9]+ to (import, [0-9]+ to )?add, [0-9]+ to change, [0-9]+ to destroy' "$1" | tail -n 1 || true; }
