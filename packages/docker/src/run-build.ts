/** One build: its command line, its output as it comes, and what it left or why it failed. */
import { dirname, join } from 'node:path';
import type { Environment } from '@slipway/action-kit/environment';
import { cancelledFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { BuildPlan } from './build-plan.ts';
import { builderHints, builderRefusal, makesIndex, takesAnnotations } from './builder-able.ts';
import { commandLine } from './command-line.ts';
import { docker, notStarted, type DockerWorld } from './docker-program.ts';
import type { Builder, Built } from './docker.ts';
import { buildFailure } from './failing/build-failure.ts';
import { readMetadata } from './metadata.ts';
import { progressReader, stepCount, type Progress } from './progress.ts';
import { readDockerfile } from './sources.ts';

/** What follows `docker`. @throws Failure when the builder can't do what is asked. */
export function buildCommand(
  plan: BuildPlan,
  builder: Builder,
  metadataFile: string,
  environment: Environment,
): readonly string[] {
  const refusal = builderRefusal(plan, builder);
  if (refusal !== undefined) throw refusal;
  const spoken = takesAnnotations(builder) ? plan : { ...plan, annotations: {} };
  const index = makesIndex(plan, builder, environment);
  return commandLine(spoken, { builder: builder.name, metadataFile, makesIndex: index });
}

/** @param folder private, and removed also after a run that was killed; one of its own when there is none. */
export async function runBuild(
  plan: BuildPlan,
  builder: Builder,
  world: DockerWorld,
  folder?: string,
): Promise<Built> {
  for (const hint of builderHints(plan, builder, world.environment)) world.log.info(hint);
  const metadataFile =
    folder === undefined ? world.files.temporary('metadata.json') : join(folder, 'metadata.json');
  try {
    // Made first, so that its folder is there.
    await world.files.writePrivate(metadataFile, '');
    return await buildInto(metadataFile, plan, builder, world);
  } finally {
    await world.files.remove(folder === undefined ? dirname(metadataFile) : metadataFile);
  }
}

async function buildInto(
  metadataFile: string,
  plan: BuildPlan,
  builder: Builder,
  world: DockerWorld,
): Promise<Built> {
  const { environment, files, log, cancelled } = world;
  const dockerfile = await readDockerfile(plan, world);
  const words = buildCommand(plan, builder, metadataFile, environment);
  const reader = progressReader();
  const ending = await docker(words, { ...world, environment: forBuild(environment) }, (line) => {
    log.info(line);
    reader.add(line);
  });
  const progress = reader.progress();
  if (cancelled.aborted) throw cancelledFailure('building the image');
  if (ending.kind === 'missing') throw await notStarted(world);
  if (ending.kind === 'killed' || ending.code !== 0) throw buildFailure({ progress, dockerfile });
  const metadata = readMetadata(new TextDecoder().decode(await files.read(metadataFile)), dockerfile?.path);
  if (metadata.digest === undefined) throw withoutDigest();
  return {
    digest: metadata.digest,
    mediaType: metadata.mediaType,
    steps: stepCount(progress.steps),
    warnings: [...metadata.warnings, ...lostCache(progress)],
  };
}

/** The checks of the build are wanted in the metadata; the provenance is in the registry already. */
const forBuild = (environment: Environment): Environment => ({
  ...environment,
  BUILDX_METADATA_WARNINGS: 'true',
  BUILDX_METADATA_PROVENANCE: 'disabled',
});

const withoutDigest = (): Failure =>
  setupFailure({
    code: 'digest-unknown',
    what: 'The image was built, but docker buildx does not say under which digest',
    why: 'its metadata has no containerimage.digest',
    hint: 'Run docker/setup-buildx-action before this step.',
  });

function lostCache({ steps }: Progress): Built['warnings'] {
  return steps
    .filter(({ name, state }) => state === 'failed' && name.startsWith('exporting cache'))
    .map(({ error }) => ({
      level: 'warning',
      title: 'The cache of the build was not written',
      message: `${oneLine(error, 500)}\nThe image is not affected; the next build takes longer.`,
    }));
}
