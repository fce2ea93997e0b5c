#!/usr/bin/env bash
# Lets through approvals of other images than the one that is deployed. Any line about that one is refused: an approval has
# no date and no signature, so a forged or an old one would stand beside the gate's own, or in its place where that is missing.
# By the digest alone: a name can be written in more than one way. And any of a scan with its gate off, which allows all.
set -euo pipefail

refuse() {
  printf '%s\n' "$1" >>"$GITHUB_STEP_SUMMARY"
  printf '::error title=deploy::%s\n' "$1"
  exit 1
}

# Of two members of one name, jq and JavaScript both take the last: what is written anew has one.
anew='
  if length == 1 then .[0] else error end
  | if type == "object" and (.repository | type) == "string" and (.allowed | type) == "boolean"
      and (.digest | type) == "string" and (.digest | test("\\Asha256:[0-9a-f]{64}\\z"))
    then { repository, digest, verdict, mode, allowed } else error end'

# Of this line, for people: what else stands in it could act as a command.
told() { jq -r "$1" <<<"$approval" | tr -cd '[:alnum:]:@./_-' | cut -c1-400; }

number=0
others=
while IFS= read -r line; do
  number=$((number + 1))
  if [ -z "${line//[[:space:]]/}" ]; then continue; fi
  command -v jq >/dev/null || refuse 'scan-approvals are read with jq, which this runner has not: install it there. Nothing was changed.'
  approval=$(jq -ces "$anew" <<<"$line" 2>/dev/null) ||
    refuse "scan-approvals must be outputs \`approval\` of scan-image, one a line, but line $number is none: it needs repository, digest and allowed, as one JSON object. Nothing was changed."
  [ "$(jq -r .digest <<<"$approval")" != "$DIGEST" ] ||
    refuse "Line $number of scan-approvals is about the image that is deployed, $DIGEST: the gate of this run judges that one itself, and takes no other word for it. Leave the line out. Nothing was changed."
  jq -e '.mode == "gate"' <<<"$approval" >/dev/null ||
    refuse "Line $number of scan-approvals, of $(told '"\(.repository)@\(.digest)"'), has the mode \`$(told .mode)\`, and not \`gate\`: with its gate off scan-image allows whatever it finds. Set \`mode: gate\` at the scan-image that gives this line, or take its \`mode\` out. Nothing was changed."
  others+=$approval$'\n'
done <<<"$APPROVALS"

# One a line, and each begins with a brace.
printf 'approvals<<END\n%sEND\n' "$others" >>"$GITHUB_OUTPUT"
