/** What a user of the committed bundle sees: its log, outputs, summary and calls, against the local GitHub. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';

let stage: HarbourStage;
beforeEach(async () => {
  stage = await openStage({
    github: {
      handlers: {
        'release.yml': {
          name: 'Release',
          inputs: { version: { required: true } },
          perform: (run) =>
            run.job('deploy', (job) =>
              job.step(`Ship version ${run.inputs.version ?? ''}`, async () => {
                if (run.inputs.version === '2') throw new Error('version 2 is broken');
              }),
            ),
        },
      },
    },
  });
});
afterEach(() => stage.close());

const release = { workflow: 'release.yml', wait: 'true' };

test('a run that succeeds makes the step green', async () => {
  const { run, transcript } = await stage.play('dispatch-workflow', { ...release, inputs: 'version=1' });
  expect(run.exitCode).toBe(0);
  expect(transcript).toMatchSnapshot();
});

test('a run that fails makes the step red, with the job and the step that failed', async () => {
  const { run, transcript } = await stage.play('dispatch-workflow', { ...release, inputs: 'version=2' });
  expect(run.exitCode).toBe(1);
  expect(transcript).toMatchSnapshot();
});

test('a workflow that does not exist is named, and nothing is started', async () => {
  const { run, transcript } = await stage.play('dispatch-workflow', { workflow: 'relaese.yml' });
  expect([run.exitCode, stage.github.runs]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});

test('a dry run starts nothing', async () => {
  const played = await stage.play('dispatch-workflow', {
    ...release,
    inputs: 'version=1',
    'dry-run': 'true',
  });
  expect([played.run.exitCode, played.changes]).toEqual([0, []]);
  expect(played.transcript).toMatchSnapshot();
});
