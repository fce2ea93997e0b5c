/**
 * Ten steps with the committed bundle at the same moment, on one GitHub of each age: each tells its own run, and of ten
 * with one key, one starts it. In real time, because they run side by side.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowHandler } from '@slipway/local-github/workflows/handlers';
import type { ServerAge } from '@slipway/local-github/workflows/world';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';

const marked: WorkflowHandler = {
  inputs: { 'correlation-id': {}, who: {} },
  runName: 'Marked ${{ inputs.correlation-id }}',
  perform: (run) => run.job('work', (job) => job.step('Work', 1)),
};

const crowd = Array.from({ length: 10 }, (_, index) => `job-${String(index)}`);

describe.each<ServerAge>(['current', 'no-new-version', 'older'])('on a server that is %s', (age) => {
  let stage: HarbourStage;
  const all = async (inputs: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const played = await Promise.all(
      crowd.map((who, index) =>
        stage.play(
          'dispatch-workflow',
          { workflow: 'marked.yml', inputs: `who=${who}`, ...inputs },
          { GITHUB_RUN_ID: String(100 + index), GITHUB_RUN_ATTEMPT: '1' },
        ),
      ),
    );
    expect(played.map(({ run }) => run.exitCode)).toEqual(crowd.map(() => 0));
    return played.map(({ run }) => run.outputs['run-id'] ?? '');
  };
  beforeAll(async () => {
    const runLag = { list: 1500 };
    stage = await openStage({ github: { handlers: { 'marked.yml': marked }, age, runLag } });
  });
  afterAll(() => stage.close());

  test('ten at the same moment each tell their own run', async () => {
    const ids = await all({});
    const owners = ids.map((id) => stage.github.runs.find((run) => String(run.id) === id)?.inputs.who);
    expect(owners).toEqual(crowd);
  }, 120_000);

  test('ten with one key start one, and all tell it', async () => {
    const before = stage.github.runs.length;
    const ids = await all({ 'only-once': 'crowd', 'variables-token': stage.github.tokens.variables });
    expect(stage.github.runs).toHaveLength(before + 1);
    expect(new Set(ids)).toEqual(new Set([String(stage.github.runs.at(-1)?.id)]));
  }, 120_000);
});
