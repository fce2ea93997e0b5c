/** The published schema of the report file holds for the report of every end, to the letter. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { reportJson } from '../src/report-file.ts';
import { ends } from './ends.ts';
import { deploy, dying, step } from './world.ts';

const published = readFileSync(new URL('../report.schema.json', import.meta.url), 'utf8');
const reader = new Ajv({ allErrors: true }).compile(JSON.parse(published) as object);

/** What is written is described: a member that the schema does not know fails here, and never a reader of old reports. */
const strict = new Ajv({ allErrors: true }).compile(
  JSON.parse(published, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value
      ? { ...value, additionalProperties: false }
      : value,
  ) as object,
);

const none = { warnings: [], notices: [] };

function problemsOf(report: unknown): unknown {
  strict(JSON.parse(JSON.stringify(report)));
  return strict.errors ?? [];
}

test.each(ends)('the report of %s (red: %s) is as described', async (outcome, _, scene) => {
  const { files } = await step({ ...scene, values: { ...scene.values, 'report-file': 'report.json' } });
  const text = files.contents.get('/workspace/report.json');
  // An input that can't be read ends the step before there is anything to report.
  if (text === undefined) expect(outcome).toBe('refused');
  else expect(problemsOf(JSON.parse(text))).toEqual([]);
});

test('every part of the evidence is as described, there or absent', async () => {
  const { run } = (await deploy({ ecs: dying })).result;
  const absent = { kind: 'absent', why: 'access denied' } as const;
  const target = { host: 'i-1', port: undefined, state: 'draining', reason: undefined, description: 'd' };
  const breaker = { status: 'TRIGGERED', failures: 3, threshold: 3 };
  const alarm = { name: 'web-5xx', state: 'ALARM', reason: undefined };
  const event = { id: '1', at: 0, message: '(service web) was unable to place a task.' };
  const evidences = [
    { deaths: absent, log: absent, targets: absent, breaker: undefined, alarms: absent, events: absent },
    {
      deaths: absent,
      log: absent,
      targets: { kind: 'found', value: [target] },
      breaker,
      alarms: { kind: 'found', value: [alarm] },
      events: { kind: 'found', value: [event] },
    },
  ] as const;
  const reports = evidences.map((evidence) => reportJson({ ...run, end: { ...run.end, evidence } }, none));
  expect(reports.map(problemsOf)).toEqual([[], []]);
});

describe('the schema', () => {
  const valid = async () => reportJson((await deploy()).result.run, none);

  test.each([
    ['an outcome that there is not', { outcome: 'failed' }],
    ['another version', { version: 2 }],
    ['a member left out', { journal: undefined }],
    ['a number as text', { servingTasks: '2' }],
  ])('refuses %s', async (_, change) => {
    expect(problemsOf({ ...(await valid()), ...change })).not.toEqual([]);
  });

  test('takes a report of a later release, which may hold more', async () => {
    expect(reader({ ...(await valid()), added: 1 })).toBe(true);
  });
});
