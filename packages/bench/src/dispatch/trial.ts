/** One run of one action in one scenario, in lockstep with a local GitHub of its own: what came of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virtualClock } from '@slipway/local-aws/clock';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { openLockstep } from '@slipway/test-kit/lockstep/lockstep';
import type { Contender } from './contender.ts';
import type { Scenario } from './scenarios.ts';

export interface Trial {
  /** Why it is wrong, in words; undefined when it is right. */
  readonly wrong: string | undefined;
  /** Seconds of GitHub's time from the end of the run to the end of the step; undefined where that says nothing. */
  readonly lag: number | undefined;
  readonly calls: number;
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
  });
  opened.defer(() => github.close());
  scenario.prepare?.(github);
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
  const trial = { run, github, endedAt: clock.now(), wrong: wrongIn(scenario, contender, run, github) };
  return measured(scenario, trial);
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
  return { wrong, lag, calls: github.calls.length, lastLine: run.log.at(-1) ?? '' };
}

function wrongIn(
  { right }: Scenario,
  contender: Contender,
  { exitCode, outputs }: ActionRun,
  { runs }: LocalGithub,
): string | undefined {
  const color = exitCode === 0 ? 'green' : 'red';
  if (runs.length !== right.runs) return `${String(runs.length)} runs were started`;
  if (color !== right.color) return `false ${color}`;
  const [run] = runs;
  if (run === undefined) return undefined;
  if (outputs[contender.runIdOutput] !== String(run.id)) return 'it does not say which run it is';
  return right.lag && run.status !== 'completed' ? `${color} before the run had ended` : undefined;
}
