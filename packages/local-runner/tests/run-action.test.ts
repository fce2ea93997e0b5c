import { existsSync } from 'node:fs';
import { mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runAction, type ActionRun, type RunActionOptions } from '../src/run-action.ts';
import { withSample, type Sample } from './sample-action.ts';

const run = (sample: Sample, options: Partial<RunActionOptions> = {}): Promise<ActionRun> =>
  withSample(sample, (action) => runAction({ action, workspace: tmpdir(), ...options }));

describe('what the action gets', () => {
  const inputs = `  container-name: { default: web }
  two words: { default: '' }
  token: { default: '\${{ github.token }}' }
  where: { default: '\${{ github.repository }}' }
  needed: { required: true }`;
  const main = `console.log(JSON.stringify(Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')).sort()));`;

  test('every declared input, its dashes kept, its default evaluated, empty when there is nothing', async () => {
    const result = await run(
      { inputs, main },
      { token: 'ghs_123456', env: { GITHUB_REPOSITORY: 'team/web' } },
    );
    expect(JSON.parse(result.log[0] ?? '')).toEqual([
      ['INPUT_CONTAINER-NAME', 'web'],
      ['INPUT_NEEDED', ''],
      ['INPUT_TOKEN', '***'],
      ['INPUT_TWO_WORDS', ''],
      ['INPUT_WHERE', 'team/web'],
    ]);
    expect(result.annotations).toEqual([]);
  });

  test('an input that it does not declare, with the warning of the runner', async () => {
    const result = await run({ inputs: '  a: {}', main }, { inputs: { A: '1', b: '2' } });
    expect(result.annotations).toEqual([
      { level: 'warning', message: "Unexpected input(s) 'b', valid inputs are ['a']", properties: {} },
    ]);
    expect(result.log).toContain('[["INPUT_A","1"],["INPUT_B","2"]]');
  });

  test('a clean environment, and the workspace as its folder', async () => {
    process.env.SLIPWAY_LEAK = 'leaked';
    const result = await run(
      {
        main: `console.log([process.env.SLIPWAY_LEAK, process.env.GIVEN, process.env.GITHUB_ACTIONS, process.cwd()].join())`,
      },
      { env: { GIVEN: 'given' } },
    );
    delete process.env.SLIPWAY_LEAK;
    expect(result.log).toEqual([`,given,true,${tmpdir()}`]);
  });
});

describe('what the action says', () => {
  test('outputs, environment, state, paths and summary come from its files', async () => {
    const result = await run({
      main: `append('GITHUB_OUTPUT', 'digest<<E\\nsha256:1\\nE'); append('GITHUB_ENV', 'A=1'); append('GITHUB_STATE', 's=2');
        append('GITHUB_PATH', '/tools'); append('GITHUB_STEP_SUMMARY', '## Done'); console.log('x');`,
    });
    expect(result).toMatchObject({
      conclusion: 'success',
      exitCode: 0,
      outputs: { digest: 'sha256:1' },
      environment: { A: '1' },
      state: { s: '2' },
      paths: ['/tools'],
      summary: '## Done\n',
    });
    expect(result.startToFirstLineMs).toBeGreaterThan(0);
  });

  test('lines of both streams, split at lone carriage returns as the runner does', async () => {
    const result = await run({
      main: `process.stdout.write('a\\r::error::b\\r\\nc'); console.error('::notice::d');`,
    });
    expect([...result.log].sort()).toEqual(['##[error]b', '##[notice]d', 'a', 'c']);
  });

  test('a file that the runner can not read makes the step red', async () => {
    const result = await run({ main: `append('GITHUB_OUTPUT', 'nonsense');` });
    expect(result.conclusion).toBe('failure');
    expect(result.annotations[0]?.message).toBe(
      "Unable to process file command 'output' successfully. Invalid format 'nonsense'",
    );
  });

  test('its temporary files stay when the job has a folder for them', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'slipway-job-'));
    const main = `import('node:fs').then(({ writeFileSync }) => writeFileSync(process.env.RUNNER_TEMP + '/kept', ''));`;
    await run({ main }, { temporary });
    expect(existsSync(join(temporary, 'kept'))).toBe(true);
    await rm(temporary, { recursive: true });
  });
});

describe('the post step', () => {
  const post = `console.log('state', process.env.STATE_phase, process.env.A);`;

  test.each([
    ['succeeded', '', 0],
    ['failed', 'process.exit(3);', 3],
    [
      'was killed',
      `process.kill(process.pid, 'SIGKILL'); await new Promise(() => setInterval(() => {}, 1000));`,
      null,
    ],
  ])('runs with the state of a main step that %s', async (_, end, exitCode) => {
    const main = `append('GITHUB_STATE', 'phase=watching'); append('GITHUB_ENV', 'A=1'); ${end}`;
    const result = await run({ main, post });
    expect(result.exitCode).toBe(exitCode);
    expect(result.post).toMatchObject({ exitCode: 0, log: ['state watching 1'] });
  });

  test('masks what the main step masked', async () => {
    const result = await run({ main: `console.log('::add-mask::hunter2')`, post: `console.log('hunter2')` });
    expect(result.post?.log).toEqual(['***']);
    expect(result.masks).toEqual(['hunter2']);
  });
});

describe('cancelling', () => {
  /** Cancels when the action says that it is ready. */
  const cancel = async (main: string): Promise<ActionRun> => {
    const controller = new AbortController();
    const onLine = (line: string): void => {
      if (line === 'ready') controller.abort();
    };
    const cancelDelays = { interrupt: 150, terminate: 150 };
    return run({ main, post: `console.log('post')` }, { signal: controller.signal, onLine, cancelDelays });
  };
  const wait = `setInterval(() => {}, 1000); console.log('ready');`;

  test('an action that obeys the first ask ends by itself', async () => {
    const result = await cancel(
      `process.on('SIGINT', () => { console.log('bye'); process.exit(5); }); ${wait}`,
    );
    expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: 5, log: ['ready', 'bye'] });
  });

  test('an action that ignores both asks is killed, and its post step runs', async () => {
    const result = await cancel(
      `process.on('SIGINT', () => console.log('int')); process.on('SIGTERM', () => console.log('term')); ${wait}`,
    );
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', log: ['ready', 'int', 'term'] });
    expect(result.post?.log).toEqual(['post']);
  });
});

test('an action whose machine goes away is killed without being asked, and has no post step', async () => {
  const controller = new AbortController();
  const onLine = (line: string): void => {
    if (line === 'ready') controller.abort();
  };
  const main = `process.on('SIGINT', () => console.log('int')); setInterval(() => {}, 1000); console.log('ready');`;
  const result = await run({ main, post: `console.log('post')` }, { lost: controller.signal, onLine });
  expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', log: ['ready'], post: undefined });
});

test('an action that was not built is refused with what to do', async () => {
  const attempt = withSample({ main: '' }, async (action) => {
    await unlink(join(action, 'dist/index.js'));
    return runAction({ action, workspace: tmpdir() });
  });
  await expect(attempt).rejects.toThrow(/ has no dist\/index\.js: run `npm run build`\.$/);
});

test('nothing is left in the temporary folder', async () => {
  const result = await run({ main: `console.log(process.env.RUNNER_TEMP, process.env.GITHUB_OUTPUT)` });
  for (const path of (result.log[0] ?? '').split(' ')) expect(existsSync(path)).toBe(false);
});
