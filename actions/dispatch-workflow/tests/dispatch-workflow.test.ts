/** Dispatching without a look back: what is told before anything is started, and what is known without waiting. */
import { describe, expect, test } from '@jest/globals';
import { defect, setupFailure } from '@slipway/action-kit/failures';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { dispatchWorkflow } from '../src/dispatch-workflow.ts';
import type { Asked } from '../src/asking/asked.ts';
import { outputsOfFailure } from '../src/reporting/outputs.ts';
import { reportOf } from '../src/reporting/report.ts';
import { play, usual } from './play.ts';
import { ending, scriptedFiles, scriptedWorld, url, workflowNamed } from './world.ts';

const event = { workflow: undefined, eventType: 'ship', inputs: undefined, clientPayload: '{"a":{"b":1}}' };
const started = { dispatched: 'true', 'run-id': '7', 'run-url': url };
const nothing = { dispatched: 'false', 'run-id': '', 'run-url': '', conclusion: '' };

describe('before anything is started', () => {
  test.each([[undefined], ['false'], ['empty list']] as const)(
    '`when` as %s starts nothing, asks nothing, and is green',
    async (when) => {
      // A pull request has no ref to run on, and what comes before `when` may have left inputs empty.
      const { world, ...report } = await play({}, { when, workflow: undefined, ref: 'a'.repeat(40) });
      expect([world.dispatched, world.files.asked]).toEqual([[], []]);
      expect([report.outputs, report.failure]).toEqual([nothing, undefined]);
    },
  );

  test.each([
    ['false', 'is `false`'],
    ['empty list', 'is `[]`, a list with nothing in it'],
  ] as const)('`when` that says no is quoted: %s', async (when, words) => {
    const { lines, annotations } = await play({}, { when });
    expect(lines).toEqual([`release.yml of team/web was not started, because \`when\` ${words}`]);
    expect(annotations).toEqual([]);
  });

  test('an empty `when` is a warning: a misspelt id of a step gives the same', async () => {
    const { lines, annotations, failure } = await play({}, { when: undefined });
    expect(lines).toEqual(['release.yml of team/web was not started, because `when` is empty']);
    expect(annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('is the id of the step right') },
    ]);
    expect(failure).toBeUndefined();
  });

  test('a dry run tells what would be started, and looks whether it is enabled', async () => {
    const { world, ...report } = await play({}, { dryRun: true });
    expect([world.dispatched, world.files.asked]).toEqual([[], ['text release.yml', 'workflow release.yml']]);
    expect(report.outputs).toEqual(nothing);
    expect(report.lines).toEqual([
      'Dry run: release.yml of team/web on main would be started',
      '  version = 1',
    ]);
  });

  test('a dry run of an event tells its payload', async () => {
    expect((await play({}, { ...event, dryRun: true })).lines).toEqual([
      'Dry run: The event ship of team/web would be started',
      '  a = {"b":1}',
    ]);
  });

  test.each<[string, Partial<Asked>]>([
    ['a commit', { ref: 'a'.repeat(40) }],
    ['an input that is not declared', { inputs: 'verison=1' }],
    ['broken inputs', { inputs: '{' }],
  ])('%s is refused, and nothing is started', async (_, change) => {
    const clock = manualClock();
    const world = scriptedWorld(clock);
    const place = { repository: 'team/web', ref: 'refs/heads/main' };
    await expect(dispatchWorkflow({ ...usual, ...change }, place, world)).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(world.dispatched).toEqual([]);
  });
});

describe('without waiting', () => {
  test('the run is told, its conclusion is not, and the run is not looked at', async () => {
    const { world, ...report } = await play({ looks: ending('failure') }, { wait: false });
    expect(world.dispatched).toMatchObject([
      { workflow: 'release.yml', ref: 'main', inputs: { version: '1' } },
    ]);
    expect([world.files.asked, world.runs.asked.run]).toEqual([['text release.yml'], 0]);
    expect(report.lines).toEqual([`release.yml of team/web on main was started as run 7: ${url}`]);
    expect(report.summary.markdown).toContain(`as run 7: <a href="${url}">`);
    expect(report.annotations).toEqual([]);
    expect(report.outputs).toEqual({ ...started, conclusion: '' });
    expect(report.failure).toBeUndefined();
  });

  test('a `timeout` has no effect, which is said', async () => {
    const { annotations } = await play({}, { wait: false, timeout: 60_000 });
    expect(annotations).toMatchObject([{ level: 'notice', title: expect.stringContaining('`timeout`') }]);
  });

  test('a workflow by name is dispatched by its file', async () => {
    const files = scriptedFiles({ 'release.yml': 'on: workflow_dispatch' }, [
      workflowNamed('Release', 'release.yml'),
    ]);
    const { world } = await play({ files }, { wait: false, workflow: 'Release', inputs: undefined });
    expect(world.dispatched).toMatchObject([{ workflow: 'release.yml' }]);
  });

  test('a server that does not tell the run, with a workflow that takes no marker, is a warning', async () => {
    const other = { id: 8, url: 'x', title: '', branch: 'main', createdAt: Date.UTC(2026, 10, 21) };
    const listed = [other, { ...other, id: 9 }];
    const { failure, outputs, annotations } = await play(
      { answer: { kind: 'started-somewhere' }, listed, tells: false },
      { wait: false },
    );
    expect(outputs).toEqual({ ...nothing, dispatched: 'true' });
    expect(failure).toBeUndefined();
    expect(annotations).toMatchObject([
      {
        level: 'warning',
        message:
          'The workflow was started, but nobody can tell as which run: 2 runs may be it: 8, 9. run-id and run-url are empty.',
      },
    ]);
  });
});

describe('an event', () => {
  test.each([
    [true, 5000, '5 s', 5],
    [true, 1_800_000, '2 minutes', 120],
    [false, 5000, '2 minutes', 120],
  ])(
    'that nobody listens to is told with the likely cause (wait %s, timeout %i)',
    async (wait, timeout, limit, seconds) => {
      const asked = { ...event, wait, timeout };
      const { world, failure, annotations } = await play({ answer: { kind: 'started-somewhere' } }, asked);
      const told = wait ? failure?.message : annotations?.[0]?.message;
      expect(told).toContain(
        `was seen within ${limit}; perhaps no workflow on the default branch has \`on: repository_dispatch: types: [ship]\``,
      );
      expect((world.clock.now() - Date.UTC(2026, 10, 21)) / 1000).toBeCloseTo(seconds, 0);
    },
  );

  test('leaves to the following of its run what looking for it took of `timeout`', async () => {
    const title = `slipway-${'8'.repeat(16)}`;
    const listed = { id: 7, url, title, branch: 'main', createdAt: Date.UTC(2026, 10, 21) };
    const script = {
      answer: { kind: 'started-somewhere' } as const,
      listed: [listed],
      listedAfter: 20_000,
      looks: [{ status: 'in_progress' }],
    };
    const { world, failure } = await play(script, { ...event, timeout: 60_000 });
    expect(failure?.what).toBe('The event ship of team/web did not end within 1m00s');
    expect((world.clock.now() - Date.UTC(2026, 10, 21)) / 1000).toBeCloseTo(60, 0);
  });

  test('carries its payload and a marker, by which its run is found', async () => {
    const title = 'Ship slipway-8888888888888888';
    const listed = { id: 7, url, title, branch: 'main', createdAt: Date.UTC(2026, 10, 21) };
    const { world, outputs } = await play(
      { answer: { kind: 'started-somewhere' }, listed: [listed], looks: ending('success') },
      event,
    );
    expect(world.dispatched).toMatchObject([
      {
        eventType: 'ship',
        clientPayload: { a: { b: 1 }, 'correlation-id': 'slipway-8888888888888888' },
      },
    ]);
    expect(outputs).toEqual({ ...started, conclusion: 'success' });
  });
});

describe('the outputs of a run without a result', () => {
  test('say that nothing was started when it was refused', () => {
    const refused = setupFailure({ code: 'token-cannot-dispatch', what: 'This token may not start it' });
    expect(outputsOfFailure(refused)).toEqual(nothing);
  });

  test('say that nobody knows after what nobody foresaw', () => {
    expect(outputsOfFailure(defect(new TypeError('x')))).toEqual({ ...nothing, dispatched: 'unknown' });
  });
});

test('a token that may send events and not look at runs sends them, and no run is guessed', async () => {
  const denied = setupFailure({ code: 'token-cannot-read-runs', what: 'This token may not look' });
  const clock = manualClock();
  const world = scriptedWorld(clock, { answer: { kind: 'started-somewhere' } });
  const refused = (): Promise<never> => Promise.reject(denied);
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const unseen = { ...world, runLists: () => ({ since: refused, newest: refused }) };
  const asked = { ...usual, ...event, wait: false };
  const { failure, outputs } = reportOf(await clock.drive(dispatchWorkflow(asked, place, unseen)));
  expect([failure, outputs]).toEqual([undefined, { ...nothing, dispatched: 'true' }]);
});
