/**
 * One release as the reusable workflow release.yml chains it: build → scan → render → deploy, each step the
 * committed bundle of its action, run as the runner would. A red step ends the release.
 */
import { join } from 'node:path';
import { runAction, type ActionRun, type RunActionOptions } from '@slipway/local-runner/run-action';
import { buildVersion, type Version } from './versions.ts';

export interface ReleasePlace {
  /** Root of the checkout. */
  readonly root: string;
  /** Where layouts and rendered files go. */
  readonly scratch: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whose credentials a step has, beside `env`; all have those of `env` when left out. */
  readonly assume?: (action: string) => Promise<Readonly<Record<string, string>>>;
  /** Where the cloud's time is another than this machine's. */
  readonly time?: Pick<RunActionOptions, 'timeFactor' | 'timeOrigin'>;
  readonly names: ReleaseNames;
  /** How long a deployment may take, and the way back; `2m`, which does where the cloud's times are shortened. */
  readonly limit?: string;
}

/** What the workflows read from variables. */
export interface ReleaseNames {
  readonly cluster: string;
  readonly service: string;
  readonly repository: string;
  /** The family of the template. */
  readonly template: string;
  /** The family that revisions are registered under. */
  readonly family: string;
}

export interface ReleaseListener {
  readonly step: (action: string) => void;
  readonly line: (line: string) => void;
}

export interface ReleaseResult {
  /** Of the deploy action, or `gated` when the scan said no. */
  readonly outcome: string;
  /** Why it ended so, in the action's own words. */
  readonly reason: string;
  readonly digest: string;
  readonly reused: boolean;
  /** The first action that was red; undefined when all were green. */
  readonly redStep: string | undefined;
  /** The summary of that step, as Markdown. */
  readonly redSummary: string | undefined;
}

class RedStep extends Error {
  readonly action: string;
  readonly run: ActionRun;
  constructor(action: string, run: ActionRun) {
    super(`${action} is red`);
    this.action = action;
    this.run = run;
  }
}

export async function release(
  place: ReleasePlace,
  version: Version,
  listener: ReleaseListener,
  signal?: AbortSignal,
): Promise<ReleaseResult> {
  const step = stepOf(place, listener, signal);
  const layout = join(place.scratch, `v${version.version}`);
  const digest = await buildVersion(join(place.root, 'example-app'), version, layout);
  const facts = { digest, reused: false };
  try {
    const { repository } = place.names;
    const built = await step('build-push-ecr', {
      repository,
      'oci-layout': layout,
      tags: `v${version.version}`,
    });
    facts.reused = built.outputs.reused === 'true';
    const pushed = built.outputs.digest ?? '';
    if (pushed !== digest) throw new Error(`The registry has ${pushed}, the layout ${digest}.`);
    const scanned = await step('scan-image', { repository, digest: pushed, timeout: '1m' });
    const rendered = await step('render-task-def', {
      'task-definition-family': place.names.template,
      family: place.names.family,
      'container-name': 'web',
      repository,
      digest: pushed,
    });
    const deployed = await step('deploy-ecs-with-rollback', {
      'task-definition': rendered.outputs['task-definition'] ?? '',
      cluster: place.names.cluster,
      service: place.names.service,
      'desired-count': '2',
      'poll-interval': '1s',
      timeout: place.limit ?? '2m',
      'rollback-timeout': place.limit ?? '2m',
      'require-scan': 'true',
      'scan-approvals': scanned.outputs.approval ?? '',
    });
    return { ...facts, ...outcomeOf(deployed), redStep: undefined, redSummary: undefined };
  } catch (error) {
    if (!(error instanceof RedStep)) throw error;
    return { ...facts, ...redOutcome(error), redStep: error.action, redSummary: error.run.summary };
  }
}

type Step = (action: string, inputs: Readonly<Record<string, string>>) => Promise<ActionRun>;

function stepOf(place: ReleasePlace, listener: ReleaseListener, signal: AbortSignal | undefined): Step {
  return async (action, inputs) => {
    signal?.throwIfAborted();
    listener.step(action);
    const run = await runAction({
      action: join(place.root, 'actions', action),
      inputs,
      env: { ...place.env, ...(await place.assume?.(action)) },
      workspace: place.root,
      temporary: place.scratch,
      onLine: listener.line,
      ...place.time,
      signal,
    });
    if (run.exitCode !== 0) throw new RedStep(action, run);
    return run;
  };
}

const outcomeOf = (run: ActionRun): { outcome: string; reason: string } => ({
  outcome: run.outputs.outcome ?? '',
  reason: run.outputs.reason ?? '',
});

function redOutcome({ action, run }: RedStep): { outcome: string; reason: string } {
  const error = run.annotations.find((annotation) => annotation.level === 'error')?.message ?? '';
  if (action === 'deploy-ecs-with-rollback') {
    return { outcome: run.outputs.outcome ?? '', reason: run.outputs.reason ?? error };
  }
  const gated =
    action === 'scan-image' && run.outputs.verdict === 'failed' && run.outputs.allowed === 'false';
  return { outcome: gated ? 'gated' : 'failed', reason: error };
}
