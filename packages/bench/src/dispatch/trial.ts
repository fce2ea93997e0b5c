/** One run of one action in one scenario, in lockstep with a local GitHub of its own: what came of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virtualClock } from '@slipway/local-aws/clock';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { openLockstep } from '@slipway/test-kit/lockstep/lockstep';
import type { Contender } from './contender.ts';
import { wrongIn } from './right.ts';
import type { Scenario } from './scenarios.ts';

export interface Trial {
  /** Why it is wrong, in words; undefined when it is right. */
  readonly wrong: string | undefined;
  /** Seconds of GitHub's time from the end of the run to the end of the step; undefined where that says nothing. */
  readonly lag: number | undefined;
  readonly calls: number;
  /** Those that GitHub takes from the token's hour: not what it answers with 304. */
  readonly counted: number;
  readonly lastLine: string;
}

/** So that no run ends at a multiple of anybody's pause: over some rounds it ends at any moment of one. */
const shiftOf = (turn: number): number => (1300 + turn * 1777) % 5000;

/** An hour. */
const usualTimeout = 3600;

/** @param turn another one begins at another moment, with other dice. */
export async function tryOut(scenario: Scenario, contender: Contender, turn: number): Promise<Trial> {
  await using opened = new AsyncDisposableStack();
  const clock = virtualClock(Date.UTC(2026, 0, 1) + turn * 7919, 1);
  const lockstep = await openLockstep(clock);
  opened.defer(() => lockstep.close());
  const github = await startLocalGithub({
    repository: 'harbour/example-app',
    handlers: { 'release.yml': scenario.handler(shiftOf(turn)) },
    clock,
    turnstile: lockstep.turnstile,
    ...(scenario.age === undefined ? {} : { age: scenario.age }),
    ...(scenario.runLag === undefined ? {} : { runLag: scenario.runLag }),
  });
  opened.defer(() => github.close());
  scenario.prepare?.(github, lockstep);
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-dispatch-'));
  opened.defer(() => rm(workspace, { recursive: true, force: true }));
  const run = await runAction({
    action: contender.folder,
    inputs: contender.inputs({
      inputs: scenario.inputs ?? '{"version":"1"}',
      timeout: scenario.timeout ?? usualTimeout,
    }),
    env: github.environment,
    token: github.tokens.job,
    workspace,
    preloads: [lockstep.preload(github.url)],
  });
  const said = {
    color: run.exitCode === 0 ? 'green' : 'red',
    runId: run.outputs[contender.runIdOutput] ?? '',
  } as const;
  const wrong = wrongIn(scenario.right, said, github.runs);
  return measured(scenario, { run, github, endedAt: clock.now(), wrong });
}

function measured(
  { right }: Scenario,
  {
    run,
    github,
    endedAt,
    wrong,
  }: {
    readonly run: ActionRun;
    readonly github: LocalGithub;
    readonly endedAt: number;
    readonly wrong: string | undefined;
  },
): Trial {
  const started = github.runs[0];
  const lag =
    right.lag && wrong === undefined && started?.status === 'completed'
      ? (endedAt - started.updatedAt) / 1000
      : undefined;
  const { calls } = github;
  const counted = calls.filter(({ status }) => status !== 304).length;
  return { wrong, lag, calls: calls.length, counted, lastLine: run.log.at(-1) ?? '' };
}
