/** Why a build ended red, by who must act: an ordered list of rules, each for one kind of cause; the first answer wins. */
import {
  cancelledFailure,
  outcomeFailure,
  setupFailure,
  upstreamFailure,
  type Failure,
} from '@slipway/action-kit/failures';
import { baseFailure } from './base-failures.ts';
import { failedStep, foreignWords, reasonOf, type BrokenBuild } from './broken-build.ts';
import { contextFailure } from './context-failures.ts';
import { dockerfileFailure } from './dockerfile-failures.ts';
import { pushFailure } from './push-failures.ts';
import { commandFailure, diskHint, instructionFailure } from './step-failures.ts';
import { toolFailure } from './tool-failures.ts';

type Rule = (broken: BrokenBuild) => Failure | undefined;

const rules = (): readonly Rule[] => [
  // First: words of the Dockerfile stand in its error, and would be taken for somebody else's.
  commandFailure,
  cancelFailure,
  diskFailure,
  connectionFailure,
  toolFailure,
  dockerfileFailure,
  contextFailure,
  pushFailure,
  baseFailure,
  instructionFailure,
];

export function buildFailure(broken: BrokenBuild): Failure {
  for (const rule of rules()) {
    const failure = rule(broken);
    if (failure !== undefined) return failure;
  }
  const step = failedStep(broken);
  return outcomeFailure({
    code: 'build-failed',
    what: step === undefined ? 'The build failed' : `The build failed at \`${foreignWords(step.name)}\``,
    why: foreignWords(reasonOf(broken)) || 'docker buildx said nothing about it',
    hint: 'The log above has its whole output.',
  });
}

/** Somebody else ended it; a cancel of this job is told by the one who was cancelled. */
const cancelFailure: Rule = ({ progress }) =>
  /^Canceled: |context canceled$/.test(progress.error) ? cancelledFailure('building the image') : undefined;

/** The builder's own disk; that of an instruction is told with the instruction. */
function diskFailure({ progress }: BrokenBuild): Failure | undefined {
  if (!/no space left on device/i.test(progress.error)) return undefined;
  return setupFailure({
    code: 'disk-full',
    what: 'The disk of the builder is full',
    why: foreignWords(progress.error),
    hint: diskHint,
  });
}

const lostConnection =
  /error reading from server|Unavailable: |connection error: desc|closing transport|failed to receive status|transport is closing|graceful_stop/;

function connectionFailure({ progress }: BrokenBuild): Failure | undefined {
  if (!lostConnection.test(progress.error)) return undefined;
  return upstreamFailure({
    code: 'builder-lost',
    what: 'The connection to the builder was lost while it built',
    why: foreignWords(progress.error),
    hint: 'Re-run the job; if it stays, look whether the builder runs out of memory.',
  });
}
