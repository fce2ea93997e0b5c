/** What a user of the committed bundle sees: its log, outputs, summary and calls, against the local GitHub. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';

const variables = ['ECS_CLUSTER=harbour', 'ECS_SERVICE=web', 'AWS_REGION=eu-west-1'].join('\n');

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ github: { variables: { AWS_REGION: 'us-east-1', OTHER: 'stays' } } });
});
afterAll(() => stage.close());

const play = (inputs: Readonly<Record<string, string>>): Promise<Played> =>
  stage.play('set-repo-variables', { variables, token: stage.github.tokens.variables, ...inputs });

test('variables are created and updated, and the same again changes nothing', async () => {
  const planned = await play({ 'dry-run': 'true' });
  expect(planned.changes).toEqual([]);
  expect(planned.transcript).toMatchSnapshot('dry run');
  expect((await play({})).transcript).toMatchSnapshot('first run');
  const second = await play({});
  expect(second.changes).toEqual([]);
  expect(second.transcript).toMatchSnapshot('second run');
});

test('a token that may not write variables is refused with what to give instead', async () => {
  const { run, transcript, changes } = await play({ token: stage.github.tokens.job });
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});

test('a variable whose creation was answered by nobody is created, not updated', async () => {
  stage.github.faults.push({ method: 'POST', path: /variables$/, when: 'after', answer: 'cut', times: 1 });
  const { run, transcript } = await play({ variables: 'FIRST_RUN=yes' });
  expect(run.exitCode).toBe(0);
  expect(transcript).toMatchSnapshot();
});
