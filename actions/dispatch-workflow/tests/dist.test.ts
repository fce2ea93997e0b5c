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
        'endless.yml': { inputs: {}, perform: () => new Promise<void>(() => undefined) },
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

test('an answer that does not tell the run is unknown, and the dispatch is not sent again', async () => {
  stage.github.faults.push({
    method: 'POST',
    path: /dispatches$/,
    when: 'after',
    answer: { status: 200, message: 'Welcome to the proxy' },
    times: 1,
  });
  const { run, transcript } = await stage.play('dispatch-workflow', { ...release, inputs: 'version=1' });
  expect([run.exitCode, stage.github.runs.length]).toEqual([1, 1]);
  expect(transcript).toMatchSnapshot();
});

test('a rate limit beyond the timeout is told once, and the wait ends with the timeout', async () => {
  stage.github.faults.push({
    method: 'GET',
    path: /runs/,
    when: 'before',
    answer: { status: 429, message: 'Too many requests', headers: { 'retry-after': '100' } },
    times: 100,
  });
  const inputs = { ...release, inputs: 'version=1', timeout: '1s' };
  const { run, transcript } = await stage.play('dispatch-workflow', inputs);
  expect([run.exitCode, stage.github.calls.filter(({ method }) => method === 'GET').length]).toEqual([1, 1]);
  expect(transcript).toMatchSnapshot();
});

test('a job that is cancelled while it waits says that the run goes on', async () => {
  const inputs = { ...release, workflow: 'endless.yml' };
  const { run, transcript } = await stage.play(
    'dispatch-workflow',
    inputs,
    {},
    { cancelsAt: (line) => line.includes('run 1001 is in_progress') },
  );
  expect([run.conclusion, stage.github.runs[0]?.status]).toEqual(['cancelled', 'in_progress']);
  expect(transcript).toMatchSnapshot();
});
