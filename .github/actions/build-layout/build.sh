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

docker buildx build --provenance=false \
  --label "org.opencontainers.image.revision=$REVISION" ${given[@]+"${given[@]}"} \
  --output "type=oci,tar=false,dest=$LAYOUT" "$CONTEXT"

# One name for each call of the workflow in a run, and what its image is: any job of the run could exchange an artifact, and
# all of a layout hangs on its index.
name=$(printf %s "$CALL" | sha256sum | cut -c1-16)
index=$(sha256sum <"$LAYOUT/index.json" | cut -c1-64)
printf '%s\n' "call=$name" "index=$index" >>"$GITHUB_OUTPUT"
