/** docker buildx behind the gateway's interface: what is found out, looked at, written and run, in that order. */
import { dirname } from 'node:path';
import type { Environment } from '@slipway/action-kit/environment';
import { cancelledFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import type { Files, Log } from '@slipway/action-kit/ports';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { BuildPlan } from './build-plan.ts';
import { builderHints, builderRefusal, makesIndex, takesAnnotations } from './builder-able.ts';
import { buildxVersionIn, readInspect } from './builder-facts.ts';
import { commandLine } from './command-line.ts';
import type { Ending, OutputStream, RunCommand } from './commands.ts';
import { authOf, privateConfiguration } from './configuration.ts';
import type { Builder, Built, Docker } from './docker.ts';
import { buildFailure } from './failing/build-failure.ts';
import { toolFailureOf } from './failing/tool-failures.ts';
import { readMetadata } from './metadata.ts';
import { progressReader, stepCount, type Progress } from './progress.ts';
import { lookAtSources, readDockerfile } from './sources.ts';

export interface DockerWorld {
  readonly run: RunCommand;
  readonly files: Files;
  readonly log: Pick<Log, 'info' | 'mask'>;
  /** The job's, as the programs are to see it. */
  readonly environment: Environment;
  /** Absolute: what paths are relative to. */
  readonly workspace: string;
  /** A cancel of the job. */
  readonly cancelled: AbortSignal;
}

export function createDocker(world: DockerWorld): Docker {
  let environment = world.environment;
  return {
    look: (plan) => lookAtSources(plan, world),
    builder: (boot) => findBuilder(boot, { ...world, environment }),
    logIn: async (logins, announce) => {
      for (const login of logins) {
        world.log.mask(login.password);
        world.log.mask(authOf(login));
      }
      environment = await privateConfiguration(logins, world, announce);
    },
    build: (plan, builder) => build(plan, builder, { ...world, environment }),
  };
}

/** Runs docker in the workspace. */
function docker(
  args: readonly string[],
  { run, environment, workspace, cancelled }: DockerWorld,
  onLine: (line: string, stream: OutputStream) => void,
): Promise<Ending> {
  return run({ program: 'docker', args, environment, folder: workspace, signal: cancelled, onLine });
}

/** Its output as a whole: for what answers in a few lines. @throws Failure unless it ended well. */
async function answerOf(args: readonly string[], world: DockerWorld): Promise<string> {
  const lines: Record<OutputStream, string[]> = { stdout: [], stderr: [] };
  const ending = await docker(args, world, (line, stream) => {
    lines[stream].push(line);
    // A builder that starts may take a minute, and says what it is at.
    if (stream === 'stderr' && line.startsWith('#')) world.log.info(line);
  });
  if (ending.kind === 'exited' && ending.code === 0) return lines.stdout.join('\n');
  throw noAnswer(ending, [...lines.stderr, ...lines.stdout], args, world.cancelled);
}

function noAnswer(
  ending: Ending,
  said: readonly string[],
  args: readonly string[],
  cancelled: AbortSignal,
): Failure {
  if (cancelled.aborted) return cancelledFailure('looking at the builder');
  if (ending.kind === 'missing') return dockerMissing();
  // What buildx tells of its progress is about the error, not the error.
  const line = said.findLast((each) => /^error: /i.test(each)) ?? said.find((each) => each !== '') ?? '';
  const word = line.replace(/^error: /i, '');
  return (
    toolFailureOf(word) ??
    setupFailure({
      code: 'builder-not-started',
      what: `\`docker ${args.join(' ')}\` failed`,
      why: oneLine(word, 400) || undefined,
      hint: 'Run docker/setup-buildx-action before this step.',
    })
  );
}

const dockerMissing = (): Failure =>
  setupFailure({
    code: 'docker-missing',
    what: 'There is no docker on this runner',
    why: 'no program of that name is on the PATH',
    hint: 'Choose a runner that has docker, such as ubuntu-latest; a layout or a promotion needs none.',
  });

async function findBuilder(boot: boolean, world: DockerWorld): Promise<Builder> {
  const buildxVersion = buildxVersionIn(await answerOf(['buildx', 'version'], world));
  const text = await answerOf(['buildx', 'inspect', ...(boot ? ['--bootstrap'] : [])], world);
  const { builder, error } = readInspect(text);
  if (error === undefined) return { ...builder, buildxVersion };
  throw (
    toolFailureOf(error) ??
    setupFailure({
      code: 'builder-not-started',
      what: `The builder ${builder.name} can't be used`,
      why: oneLine(error, 400),
      hint: 'Run docker/setup-buildx-action before this step.',
    })
  );
}

async function build(plan: BuildPlan, builder: Builder, world: DockerWorld): Promise<Built> {
  const refusal = builderRefusal(plan, builder);
  if (refusal !== undefined) throw refusal;
  for (const hint of builderHints(plan, builder, world.environment)) world.log.info(hint);
  const metadataFile = world.files.temporary('metadata.json');
  try {
    // Made first, so that its folder is there.
    await world.files.writePrivate(metadataFile, '');
    return await buildInto(metadataFile, plan, builder, world);
  } finally {
    await world.files.remove(dirname(metadataFile));
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
  const spoken = takesAnnotations(builder) ? plan : { ...plan, annotations: {} };
  const index = makesIndex(plan, builder, environment);
  const words = commandLine(spoken, { builder: builder.name, metadataFile, makesIndex: index });
  const reader = progressReader();
  const ending = await docker(words, { ...world, environment: forBuild(environment) }, (line) => {
    log.info(line);
    reader.add(line);
  });
  const progress = reader.progress();
  if (cancelled.aborted) throw cancelledFailure('building the image');
  if (ending.kind === 'missing') throw dockerMissing();
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
