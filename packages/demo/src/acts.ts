/** The acts of the story: each does one thing through the actions, and checks by itself that it came out as told. */
import { join } from 'node:path';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { resultOf } from './berth.ts';
import { revisionsOf, startedTasks } from './cloud-questions.ts';
import { runsOf } from './github-questions.ts';
import type { Harbour } from './harbour.ts';
import type { Narrator } from './narrator.ts';
import { wrongAgain } from './nothing-again.ts';
import { release, type ReleaseListener, type ReleaseResult } from './release.ts';
import { summaryText } from './summary-text.ts';
import { servedVersion, type Traffic } from './traffic.ts';
import { versions, type Version } from './versions.ts';

/** What one version came to. */
export interface ActFacts {
  readonly version: string;
  readonly outcome: string;
  readonly servedVersion: string;
  readonly seconds: number;
  readonly tasksStarted: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** What did not come out as told; undefined when all did. */
  readonly surprise: string | undefined;
}

export interface Stage {
  readonly harbour: Harbour;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export function listenerOf(narrator: Narrator): ReleaseListener {
  return { step: (action) => narrator.say(`▸ ${action}`), line: (line) => narrator.log(line) };
}

/** For the release that dispatch-workflow started: told within the log of that step. */
export function innerListenerOf(narrator: Narrator): ReleaseListener {
  return {
    step: (action) => narrator.say(`│ ▸ ${action}`),
    line: (line) => narrator.log(line.replace(/^/gm, '│ ')),
  };
}

/** Publishes what infrastructure knows, twice: the second time nothing changes. @returns a surprise. */
export async function publishVariables(stage: Stage): Promise<string | undefined> {
  const { names, env } = stage.harbour;
  const variables = [
    `ECS_CLUSTER=${names.cluster}`,
    `ECS_SERVICE=${names.service}`,
    `ECR_REPOSITORY=${names.repository}`,
    `AWS_REGION=${env.AWS_REGION ?? ''}`,
  ].join('\n');
  const once = (): Promise<ActionRun> =>
    step(stage, 'set-repo-variables', { variables, token: stage.harbour.tokens.variables });
  const first = await once();
  if (first.exitCode !== 0) return 'set-repo-variables is red';
  stage.narrator.say('The same again, as every later run of the infrastructure workflow would:');
  const second = await once();
  if (second.outputs.changed !== 'false')
    return `the second call changed something: ${second.outputs.changed ?? ''}`;
  const wanted = stage.harbour.attached ? 'false' : 'true';
  return first.outputs.changed === wanted
    ? undefined
    : `the first call said changed=${first.outputs.changed ?? ''}`;
}

const firstRelease = {
  workflow: 'release.yml',
  inputs: 'version=1',
  wait: 'true',
  timeout: '5m',
  'only-once': 'first-release',
} as const;

/** What the infrastructure workflow does after each apply: it starts release.yml, which the first time ships version 1. */
export async function dispatchFirstRelease(stage: Stage): Promise<ActFacts> {
  const expected = { outcome: 'succeeded', served: '1', redStep: undefined };
  return measured(stage, versions.one, expected, undefined, async () => {
    const { outputs } = await dispatch(stage);
    const result = await resultOf(stage.harbour, outputs['run-id'] ?? '');
    if (outputs.conclusion === 'success' && result !== undefined) return result;
    const reason = `the run's conclusion is ${outputs.conclusion ?? 'unknown'}`;
    return { outcome: 'failed', reason, redStep: 'dispatch-workflow' };
  });
}

/** The same, where it was started before: the first run is told, and there is no second one. @param served meanwhile */
export async function dispatchNothingAgain(stage: Stage, served: string): Promise<ActFacts> {
  const expected = { outcome: 'not started again', served, redStep: undefined };
  return measured(stage, versions.one, expected, undefined, async () => {
    const before = await runsOf(stage.harbour);
    const said = await dispatch(stage);
    const wrong = wrongAgain(said, before, await runsOf(stage.harbour));
    const outcome = wrong.length === 0 ? expected.outcome : 'failed';
    return { outcome, reason: wrong.join(', '), redStep: undefined };
  });
}

const dispatch = (stage: Stage): Promise<ActionRun> => {
  const { job, variables } = stage.harbour.tokens;
  return step(stage, 'dispatch-workflow', { ...firstRelease, token: job, 'variables-token': variables });
};

/** How the story says that a version ends. */
export interface Expected {
  readonly outcome: string;
  /** The version that answers afterwards. */
  readonly served: string;
  /** The action whose step is red; undefined when all are green. */
  readonly redStep: string | undefined;
}

/** Ships a version as a push would. */
export async function ship(
  stage: Stage,
  version: Version,
  expected: Expected,
  traffic: Traffic,
): Promise<ActFacts> {
  const { harbour, narrator, signal } = stage;
  const before = await revisionsOf(harbour.awsEndpoint, 'web');
  return measured(stage, version, expected, traffic, async () => {
    const result = await release(harbour.place, version, listenerOf(narrator), signal);
    if (result.outcome === 'gated') showSummary(narrator, result.redSummary ?? '');
    const registered = (await revisionsOf(harbour.awsEndpoint, 'web')).length - before.length;
    if (result.outcome === 'gated' && registered !== 0) {
      return {
        ...result,
        outcome: 'failed',
        reason: `the gate said no, yet ${String(registered)} revisions came`,
      };
    }
    return result;
  });
}

/** What a person looks at first on GitHub. */
function showSummary(narrator: Narrator, markdown: string): void {
  narrator.say('The summary on the page of the run:');
  for (const line of summaryText(markdown)) narrator.log(line);
}

type Told = Pick<ReleaseResult, 'outcome' | 'reason' | 'redStep'>;

async function measured(
  { harbour, narrator, now, signal }: Stage,
  { version }: Version,
  expected: Expected,
  traffic: Traffic | undefined,
  act: () => Promise<Told>,
): Promise<ActFacts> {
  const started = now();
  const tasksBefore = await startedTasks(harbour.awsEndpoint, harbour.names.cluster);
  const [total, failed] = [traffic?.total ?? 0, traffic?.failed ?? 0];
  const told = await act();
  const servesNow = (await servedVersion(harbour.appUrl)) ?? 'nothing';
  const facts = {
    version,
    outcome: told.outcome,
    servedVersion: servesNow,
    seconds: Math.round((now() - started) / 100) / 10,
    tasksStarted: (await startedTasks(harbour.awsEndpoint, harbour.names.cluster)) - tasksBefore,
    requests: (traffic?.total ?? 0) - total,
    failedRequests: (traffic?.failed ?? 0) - failed,
  };
  if (signal.aborted) return { ...facts, surprise: undefined };
  const surprise = surpriseIn(facts, expected, told, traffic);
  if (surprise === undefined) {
    narrator.good(`Version ${version}: ${told.outcome}; version ${servesNow} serves.`);
  } else narrator.bad(surprise);
  return { ...facts, surprise };
}

function surpriseIn(
  facts: Omit<ActFacts, 'surprise'>,
  { outcome, served, redStep }: Expected,
  told: Told,
  traffic: Traffic | undefined,
): string | undefined {
  const { version } = facts;
  if (facts.outcome !== outcome) {
    return `Version ${version} was to end ${outcome} but ended ${facts.outcome}: ${told.reason}`;
  }
  if (told.redStep !== redStep) {
    const word = (step: string | undefined): string => (step === undefined ? 'all green' : `red in ${step}`);
    return `Version ${version} was to be ${word(redStep)} but was ${word(told.redStep)}.`;
  }
  if (facts.servedVersion !== served) {
    return `Version ${served} was to serve after version ${version}, but ${facts.servedVersion} does.`;
  }
  if (facts.failedRequests === 0) return undefined;
  return `${String(facts.failedRequests)} requests failed during version ${version}: ${traffic?.firstFailure ?? ''}`;
}

function step(stage: Stage, action: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
  stage.signal.throwIfAborted();
  const { place } = stage.harbour;
  stage.narrator.say(`▸ ${action}`);
  return runAction({
    action: join(place.root, 'actions', action),
    inputs,
    env: place.env,
    workspace: place.root,
    onLine: (line) => stage.narrator.log(line),
    signal: stage.signal,
  });
}
