import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { recordingRunner, type RecordingRunner } from '@slipway/test-kit/recording-runner';
import { outcomeFailure, setupFailure } from '../src/failures.ts';
import { optional, required } from '../src/inputs.ts';
import { paragraph } from '../src/markdown.ts';
import { boolean, secretText, text } from '../src/parsers.ts';
import type { Report } from '../src/report.ts';
import { runAction, type Action, type Runtime } from '../src/run-action.ts';

const contract = {
  name: 'ship',
  inputs: ['service', 'wait', 'token'],
  outputs: ['outcome', 'reason'],
} as const;
const inputs = { service: required(text), wait: optional(boolean), token: optional(secretText) };
type Ship = Action<typeof contract, typeof inputs>;

const done: Report<'outcome' | 'reason'> = {
  lines: ['Shipped.'],
  annotations: [{ level: 'notice', title: 'ship', message: 'web:42 serves' }],
  summary: paragraph('All well.'),
  outputs: { outcome: 'succeeded', reason: '' },
};

const signals = (): EventEmitter & Pick<NodeJS.Process, 'on'> => new EventEmitter() as never;

async function ship(
  change: Partial<Ship>,
  runner: RecordingRunner = recordingRunner({ service: 'web' }),
  from = signals(),
): Promise<RecordingRunner> {
  await runAction<typeof contract, typeof inputs>(
    { contract, inputs, run: async () => done, ...change },
    runner,
    from,
  );
  return runner;
}

test('a green run tells its report and stays green', async () => {
  const runner = await ship({});
  expect(runner.log.lines).toEqual(['Shipped.']);
  expect(runner.outputs).toEqual({ outcome: 'succeeded', reason: '' });
  expect(runner.annotations).toEqual(done.annotations);
  expect(runner.summary).toBe('All well.\n\n');
  expect(runner.isRed).toBe(false);
});

test('a failure of many details tells itself first, then each at its line, and lists them in the summary', async () => {
  const details = [
    { level: 'error', title: 'unknown-member', message: '`a` is unknown.', file: 'web.json', line: 3 },
    { level: 'warning', title: 'no-health-check', message: 'No <b>health</b> check.' },
  ] as const;
  const runner = await ship({
    run: () => Promise.reject(setupFailure({ code: 'invalid', what: 'It has a mistake', details })),
  });
  expect(runner.annotations.map(({ title }) => title)).toEqual([
    'ship: invalid',
    'unknown-member',
    'no-health-check',
  ]);
  expect(runner.annotations[1]).toEqual(details[0]);
  expect(runner.summary).toContain(
    '- <code>a</code> is unknown.\n- No &#60;b&#62;health&#60;/b&#62; check.\n',
  );
  expect(runner.isRed).toBe(true);
});

test('a detail of several lines is shown in the summary as it was printed, after those of one', async () => {
  const details = [
    { level: 'error', title: 'output', message: 'npm error code E404\nnpm error <b>404</b>' },
    { level: 'error', title: 'hint', message: 'It is `private`.' },
  ] as const;
  const runner = await ship({
    run: () => Promise.reject(setupFailure({ code: 'invalid', what: 'It failed', details })),
  });
  expect(runner.summary).toContain(
    'It failed.\n\n- It is <code>private</code>.\n\n```\nnpm error code E404\nnpm error <b>404</b>\n```\n\n',
  );
});

test('a failure that is about a line of a file is shown there', async () => {
  const at = { file: 'web.json', line: 3 };
  const runner = await ship({
    run: () => Promise.reject(setupFailure({ code: 'broken', what: 'It is', at })),
  });
  expect(runner.annotations).toEqual([expect.objectContaining({ title: 'ship: broken', ...at })]);
});

describe('a report with a failure', () => {
  const failure = outcomeFailure({
    code: 'tasks-die',
    what: 'web died',
    why: 'exit code 1',
    link: 'https://x.example/',
  });

  test('is red, with its outputs and its own summary all the same', async () => {
    const runner = await ship({
      run: async () => ({ ...done, outputs: { outcome: 'rolled-back', reason: 'r' }, failure }),
    });
    expect([runner.isRed, runner.outputs, runner.summary]).toEqual([
      true,
      { outcome: 'rolled-back', reason: 'r' },
      'All well.\n\n',
    ]);
    expect(runner.annotations.at(-1)).toEqual({
      level: 'error',
      title: 'ship: tasks-die',
      message: 'web died: exit code 1.\nhttps://x.example/\nWho acts: the application team.',
    });
  });
});

describe('every output is set', () => {
  const failing = async (): Promise<never> => {
    throw setupFailure({ code: 'denied', what: 'AWS denied it' });
  };

  test.each<[string, Partial<Ship>, Readonly<Record<string, string>>]>([
    [
      'when an input is missing',
      { inputs: { ...inputs, token: required(secretText) } },
      { outcome: '', reason: '' },
    ],
    ['when a failure is thrown', { run: failing }, { outcome: '', reason: '' }],
    [
      'when the action says what a failure means',
      { run: failing, outputsOnFailure: ({ code }) => ({ outcome: 'refused', reason: code }) },
      { outcome: 'refused', reason: 'denied' },
    ],
    [
      'when the action says it in part',
      { run: failing, outputsOnFailure: () => ({ outcome: 'refused' }) },
      { outcome: 'refused', reason: '' },
    ],
  ])('%s', async (_, change, outputs) => {
    const runner = await ship(change);
    expect([runner.outputs, runner.isRed]).toEqual([outputs, true]);
  });
});

describe('what is thrown', () => {
  test('a failure is told with who acts, in log and summary', async () => {
    const failure = setupFailure({
      code: 'denied',
      what: 'AWS denied it',
      hint: 'Allow it.',
      link: 'https://x.example/',
    });
    const runner = await ship({
      run: async () => {
        throw failure;
      },
    });
    expect(runner.annotations).toEqual([
      {
        level: 'error',
        title: 'ship: denied',
        message: 'AWS denied it. Allow it.\nhttps://x.example/\nWho acts: the platform owner.',
      },
    ]);
    expect(runner.summary).toBe(
      '## ❌ ship\n\nAWS denied it. Allow it.\n\n<a href="https://x.example/">More about it</a>\n\nWho acts: the platform owner &#40;denied&#41;.\n\n',
    );
  });

  test('anything else is a defect of ours, its stack only for a debugging runner', async () => {
    const runner = await ship({
      run: async () => {
        throw new RangeError('bad length');
      },
    });
    expect(runner.annotations[0]?.title).toBe('ship: defect');
    expect(runner.annotations[0]?.message).toContain(
      'RangeError: bad length. Please report it with this log.',
    );
    expect(runner.annotations[0]?.message).not.toContain('run-action.test.ts');
    expect(runner.log.debugLines.join()).toContain('run-action.test.ts');
  });

  test('a wrong secret is nowhere to be read', async () => {
    const secretive = recordingRunner({ service: '', wait: 'perhaps', token: 'hunter2' });
    const runner = await ship({}, secretive);
    const told = JSON.stringify([
      runner.annotations,
      runner.summary,
      runner.log.lines,
      runner.log.debugLines,
      runner.outputs,
    ]);
    expect(told).toContain('`wait` must be `true` or `false`, but was `perhaps`');
    expect(told).not.toContain('hunter2');
  });
});

describe('the post step', () => {
  test('gets what main saved last', async () => {
    const main = await ship({
      run: async (_, { saveState }) => {
        saveState({ phase: 'updating' });
        saveState({ phase: 'watching' });
        return done;
      },
    });
    const seen: unknown[] = [];
    const runner = await ship(
      {
        run: async () => {
          throw new Error('main runs twice');
        },
        post: async (state) => {
          seen.push(state);
          return { lines: ['web:41 serves'], summary: paragraph('Back.') };
        },
      },
      recordingRunner({}, main.saved),
    );
    expect(seen).toEqual([{ phase: 'watching' }]);
    expect([runner.log.lines, runner.summary, runner.isRed]).toEqual([['web:41 serves'], 'Back.\n\n', false]);
    expect(runner.outputs).toEqual({});
  });

  test('does nothing when main saved nothing, and never runs main again', async () => {
    const { saved } = await ship({});
    const never = async (): Promise<never> => {
      throw new Error('called');
    };
    const runner = await ship({ run: never, post: never }, recordingRunner({}, saved));
    expect([runner.log.lines, runner.annotations, runner.isRed]).toEqual([[], [], false]);
  });

  test('warns when it fails, and is never red', async () => {
    const { saved } = await ship({
      run: async (_, { saveState }) => {
        saveState(1);
        return done;
      },
    });
    const runner = await ship(
      {
        post: async () => {
          throw setupFailure({ code: 'gone', what: 'The service is gone' });
        },
      },
      recordingRunner({}, saved),
    );
    expect([runner.annotations, runner.isRed]).toEqual([
      [{ level: 'warning', title: 'ship: clean-up did not finish', message: 'The service is gone.' }],
      false,
    ]);
  });
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM'])('%s cancels the run, which still reports', async (signal) => {
    const from = signals();
    const cancelled = async (_: unknown, runtime: Runtime): Promise<typeof done> => {
      from.emit(signal);
      return {
        ...done,
        outputs: { outcome: String(runtime.cancelled.aborted), reason: String(runtime.cancelled.reason) },
      };
    };
    const runner = await ship({ run: cancelled }, recordingRunner({ service: 'web' }), from);
    expect(runner.outputs).toEqual({ outcome: 'true', reason: signal });
  });

  test('that does not come leaves the run alone', async () => {
    const seen: boolean[] = [];
    await ship({
      run: async (_, { cancelled }) => {
        seen.push(cancelled.aborted);
        return done;
      },
    });
    expect(seen).toEqual([false]);
  });
});

describe('a run is over', () => {
  const failing = async (): Promise<never> => {
    throw setupFailure({ code: 'gone', what: 'The service is gone' });
  };
  const steps: Readonly<Record<'run' | 'post', () => RecordingRunner>> = {
    run: () => recordingRunner({ service: 'web' }),
    post: () => recordingRunner({}, { 'slipway-state': '1' }),
  };

  test.each<[string, 'run' | 'post', () => Promise<typeof done>]>([
    ['once it has its report', 'run', async () => done],
    ['once it has failed', 'run', failing],
    ['once its post step is done', 'post', async () => done],
    ['once its post step has failed', 'post', failing],
  ])('%s', async (_, step, end) => {
    const over: AbortSignal[] = [];
    const kept = (_given: unknown, runtime: Runtime): Promise<typeof done> => {
      over.push(runtime.over);
      expect(runtime.over.aborted).toBe(false);
      return end();
    };
    await ship({ [step]: kept }, steps[step]());
    expect(over.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('as soon as it is cancelled', async () => {
    const from = signals();
    const run = async (_: unknown, { over }: Runtime): Promise<typeof done> => {
      from.emit('SIGINT');
      return { ...done, outputs: { outcome: String(over.aborted), reason: '' } };
    };
    const runner = await ship({ run }, recordingRunner({ service: 'web' }), from);
    expect(runner.outputs.outcome).toBe('true');
  });
});
