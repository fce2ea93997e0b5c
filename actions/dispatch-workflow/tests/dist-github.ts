/**
 * The GitHub of the transcripts: workflows that the built bundle starts and follows, in lockstep with its time, so that
 * every run is the same to the byte. Each scene has one of its own.
 */
import { virtualClock } from '@slipway/local-aws/clock';
import type { WorkflowHandler } from '@slipway/local-github/workflows/handlers';
import {
  openStage,
  type Ends,
  type HarbourStage,
  type Played,
  type StageOptions,
} from '@slipway/test-kit/harbour-stage';
import { openLockstep } from '@slipway/test-kit/lockstep/lockstep';

type Values = Readonly<Record<string, string>>;

export interface GithubScene {
  /** Beside the workflows that every scene has. */
  readonly github?: StageOptions['github'];
  readonly play: (site: Site) => Promise<Played>;
}

export interface Site {
  readonly stage: HarbourStage;
  /** One step with the action, by the token of the job unless `token` is among the inputs. */
  readonly dispatch: (inputs: Values, env?: Values, ends?: Ends) => Promise<Played>;
}

/** Takes 40 s; its version 2 is broken. */
const release: WorkflowHandler = {
  name: 'Release',
  inputs: {
    version: { required: true, description: 'What is released' },
    level: { type: 'choice', options: ['patch', 'minor'], default: 'patch' },
    dry: { type: 'boolean', default: 'false' },
  },
  perform: async (run) => {
    await run.job('build', (job) => job.step('Compile', 15_000));
    await run.job('deploy', async (job) => {
      await job.step('Checkout', 2000);
      await job.step(`Ship version ${run.inputs.version ?? ''}`, async () => {
        await run.sleep(23_000);
        if (run.inputs.version === '2') throw new Error('version 2 is broken');
      });
    });
  },
};

/** Shows the marker in the name of its runs. */
const marked: WorkflowHandler = {
  name: 'Marked',
  inputs: { 'correlation-id': {} },
  runName: 'Marked ${{ inputs.correlation-id }}',
  perform: (run) => run.job('work', (job) => job.step('Work', 5000)),
};

const endless: WorkflowHandler = {
  inputs: {},
  perform: (run) => run.job('work', (job) => job.step('Never end', 30 * 86_400_000)),
};

const guarded: WorkflowHandler = {
  inputs: {},
  perform: async (run) => {
    await run.job('test', (job) => job.step('Test', 5000));
    await run.job('deploy', (job) => job.step('Deploy', 5000), { environment: 'production' });
  },
};

const onEvent: WorkflowHandler = {
  inputs: {},
  dispatchable: false,
  events: ['ship'],
  runName: 'Ship ${{ github.event.client_payload.correlation-id }}',
  perform: (run) => run.job('ship', (job) => job.step('Ship', 5000)),
};

export const handlers = {
  'release.yml': release,
  'marked.yml': marked,
  'endless.yml': endless,
  'guarded.yml': guarded,
  'on-event.yml': onEvent,
  'reusable.yml': {
    inputs: {},
    file: 'on: workflow_call\njobs: {}\n',
    dispatchable: false,
    perform: release.perform,
  },
  'sleeping.yml': { inputs: {}, name: 'Sleeping', state: 'disabled_inactivity', perform: release.perform },
} satisfies Readonly<Record<string, WorkflowHandler>>;

export async function playScene({ github = {}, play }: GithubScene): Promise<Played> {
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1));
  opened.defer(() => lockstep.close());
  const options = { environments: { production: { reviewers: ['ada', 'team:platform'] } }, ...github };
  const stage = await openStage({
    lockstep,
    github: { ...options, handlers: { ...handlers, ...github.handlers } },
  });
  opened.defer(() => stage.close());
  return await play({
    stage,
    dispatch: (inputs, env = {}, ends = {}) =>
      stage.play('dispatch-workflow', inputs, { ...job, ...env }, ends),
  });
}

const job: Values = { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '1' };
