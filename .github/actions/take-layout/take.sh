#!/usr/bin/env bash
# Whether the layout that arrived is the one of the build job, byte for byte: any job of the run could have exchanged the
# artifact. Reviewers may have let this job wait for longer than GitHub keeps one.
set -euo pipefail

refuse() {
  printf '%s\n' "$1" >>"$GITHUB_STEP_SUMMARY"
  printf '::error title=push::%s\n' "$1"
  exit 1
}

[ "$DOWNLOADED" = success ] ||
  refuse 'The image of the build job could not be downloaded: the step before this one says why. Nothing was pushed. It is kept for four days: where this job has waited for its reviewers longer than that, click the arrows beside the job build on the page of this run, which builds the same commit anew and goes on from there, or start the workflow anew for the newest commit; else re-run this job.'

found=none
if [ -f "$LAYOUT/index.json" ]; then found=$(sha256sum <"$LAYOUT/index.json" | cut -c1-64); fi
[ "$found" = "$INDEX" ] ||
  refuse 'The image that arrived is not the one that the build job made: another job of this run has put one in its place. Nothing was pushed. Look for whatever uploads an artifact of that name, and start the run anew.'
