#!/usr/bin/env bash
# Builds an image into an OCI layout. Without provenance that is one image, not an index: the digest that is scanned is the
# one that runs.
set -euo pipefail

given=()
if [ -n "$FILE" ]; then given+=(--file "$FILE"); fi
if [ -n "$TARGET" ]; then given+=(--target "$TARGET"); fi
if [ -n "$PLATFORMS" ]; then given+=(--platform "$PLATFORMS"); fi
if [ -n "$NETWORK" ]; then given+=(--network "$NETWORK"); fi
while IFS= read -r line; do
  if [ -n "$line" ]; then given+=(--build-arg "$line"); fi
done <<<"$BUILD_ARGS"

code=0
docker buildx build --provenance=false \
  --label "org.opencontainers.image.revision=$REVISION" ${given[@]+"${given[@]}"} \
  --output "type=oci,tar=false,dest=$LAYOUT" "$CONTEXT" || code=$?
if [ "$code" -ne 0 ]; then
  if [ -n "$PLATFORMS" ]; then
    for_what=$(printf %s "$PLATFORMS" | tr -cd '[:alnum:],/._-' | cut -c1-100)
    words="The image could not be built for \`$for_what\`: the lines above say why. Where that is \`exec format error\`, the Dockerfile has a RUN, and this runner is another processor (${RUNNER_ARCH:-unknown}) without an emulator: give a runner of that platform as build-runner, such as ubuntu-24.04-arm for linux/arm64."
    printf '%s\n' "$words" >>"$GITHUB_STEP_SUMMARY"
    printf '::error title=build::%s\n' "$words"
  fi
  exit "$code"
fi

# One name for each call of the workflow in a run, and what its image is: any job of the run could exchange an artifact, and
# all of a layout hangs on its index.
name=$(printf %s "$CALL" | sha256sum | cut -c1-16)
index=$(sha256sum <"$LAYOUT/index.json" | cut -c1-64)
printf '%s\n' "call=$name" "index=$index" >>"$GITHUB_OUTPUT"
