/** What builds here, asked of docker buildx; or why nothing does. */
import { cancelledFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { buildxVersionIn, readInspect } from './builder-facts.ts';
import type { Ending, OutputStream } from './commands.ts';
import { docker, notStarted, type DockerWorld } from './docker-program.ts';
import type { Builder } from './docker.ts';
import { toolFailureOf } from './failing/tool-failures.ts';

export async function findBuilder(boot: boolean, world: DockerWorld): Promise<Builder> {
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

/** Its output as a whole: for what answers in a few lines. @throws Failure unless it ended well. */
async function answerOf(args: readonly string[], world: DockerWorld): Promise<string> {
  const lines: Record<OutputStream, string[]> = { stdout: [], stderr: [] };
  const ending = await docker(args, world, (line, stream) => {
    lines[stream].push(line);
    // A builder that starts may take a minute, and says what it is at.
    if (stream === 'stderr' && line.startsWith('#')) world.log.info(line);
  });
  if (ending.kind === 'exited' && ending.code === 0) return lines.stdout.join('\n');
  throw await noAnswer(ending, [...lines.stderr, ...lines.stdout], args, world);
}

async function noAnswer(
  ending: Ending,
  said: readonly string[],
  args: readonly string[],
  world: DockerWorld,
): Promise<Failure> {
  if (world.cancelled.aborted) return cancelledFailure('looking at the builder');
  if (ending.kind === 'missing') return notStarted(world);
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
