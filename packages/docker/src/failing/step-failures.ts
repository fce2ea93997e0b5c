/** An instruction of the Dockerfile failed: what it ran is the application team's, what it ran on is not. */
import { inputFailure, outcomeFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import {
  failedStep,
  foreignWords,
  instructionOf,
  lastLines,
  placeOf,
  placeWords,
  type BrokenBuild,
} from './broken-build.ts';

/** What an instruction started ended with an exit code. */
export function commandFailure(broken: BrokenBuild): Failure | undefined {
  const found = failedInstruction(broken);
  // What buildkit says when the kernel has ended something in its own group.
  const outOfMemory = /did not complete successfully: cannot allocate memory$/.test(found?.step.error ?? '');
  const [, exitCode = outOfMemory ? '137' : undefined] =
    /(?:did not complete successfully|^executor failed running .*): exit code: (\d+)$/s.exec(
      found?.step.error ?? '',
    ) ?? [];
  if (found === undefined || exitCode === undefined) return undefined;
  const { failed, printed, ...where } = found;
  if (/exec format error/i.test(printed)) {
    return setupFailure({
      code: 'platform-not-runnable',
      what: `${failed}: the builder can't run programs of this platform`,
      hint: 'Run docker/setup-qemu-action before this step, or build on a runner of that platform.',
      ...where,
    });
  }
  if (/no space left on device/i.test(printed)) {
    return setupFailure({ code: 'disk-full', what: `${failed}: the disk is full`, hint: diskHint, ...where });
  }
  if (exitCode === '137') {
    return outcomeFailure({
      code: 'build-step-killed',
      what: `${failed}: ${outOfMemory ? 'memory ran out' : 'exit code 137, it was killed, most often because memory ran out'}`,
      hint: 'Let it do less at the same time, or take a runner with more memory.',
      ...where,
    });
  }
  return outcomeFailure({ code: 'build-step-failed', what: `${failed}: exit code ${exitCode}`, ...where });
}

/** It failed before it ran: what it needs is not there. */
export function instructionFailure(broken: BrokenBuild): Failure | undefined {
  const found = failedInstruction(broken);
  if (found === undefined) return undefined;
  const { failed, step, at, details } = found;
  const given = notGiven(step.error);
  if (given !== undefined) return inputFailure({ code: 'secret-not-given', what: failed, ...given, at });
  const file = missingFile(step.error);
  return outcomeFailure({
    code: 'build-step-failed',
    what: failed,
    why: file === undefined ? foreignWords(step.error) : `${file} is not in the context`,
    hint: file === undefined ? undefined : 'Look at `context`, and whether .dockerignore leaves it out.',
    at,
    details,
  });
}

function failedInstruction(broken: BrokenBuild) {
  const step = failedStep(broken);
  const instruction = step && instructionOf(step);
  if (step === undefined || instruction === undefined) return undefined;
  const failed = `The build failed at \`${instruction.text}\`${placeWords(broken, instruction)}`;
  const details = lastLines(broken, step, instruction.text);
  return { step, failed, printed: step.output.join('\n'), at: placeOf(broken), details };
}

export const diskHint = 'Free space on the builder before this step, or take one with a larger disk.';

function notGiven(error: string): { readonly why: string; readonly hint: string } | undefined {
  const [, id] = /^secret (\S+): not found$/.exec(error) ?? [];
  if (id !== undefined) {
    return {
      why: `it needs the secret \`${id}\`, which is not given`,
      hint: `Add the line \`id=${id},env=‹variable›\` or \`id=${id},src=‹file›\` to \`secrets\`.`,
    };
  }
  const [, key] = /^unset ssh forward key (\S+)$/.exec(error) ?? [];
  if (key === undefined) return undefined;
  return {
    why: `it needs ssh as \`${key}\`, which is not given`,
    hint: `Add the line \`${key}\` to \`ssh\`.`,
  };
}

/** `failed to calculate checksum of ref …: "/missing.txt": not found` */
const missingFile = (error: string): string | undefined => /"\/?([^"]+)": not found$/.exec(error)?.[1];
