import { expect, test } from '@jest/globals';
import type { ActionRun } from '@slipway/local-runner/run-action';
import { stableText } from '../src/stable-text.ts';
import { transcript } from '../src/transcript.ts';

const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;

test('equal things get equal names, others do not', () => {
  expect(stableText(`${hash('a')} ${hash('b')} ${hash('a')}`)).toBe('‹digest 1› ‹digest 2› ‹digest 1›');
});

test.each([
  ['http://127.0.0.1:41234/v2/', 'http://127.0.0.1:‹port 1›/v2/'],
  // As Mermaid has a colon.
  ['127.0.0.1#58;41234#47;', '127.0.0.1#58;‹port 1›#47;'],
  ['task/main/0123456789abcdef0123456789abcdef', 'task/main/‹id 1›'],
  ['service-deployment/main/web/NCWGC2ZR-taawPAYrIaU5', 'service-deployment/main/web/‹id 1›'],
  ['service-revision/main/web/4980306466373577095', 'service-revision/main/web/‹id 1›'],
  ['as deployment 4980306466373577095.', 'as deployment ‹id 1›.'],
  ['log-events/web$252F0123456789abcdef0123456789abcdef', 'log-events/web$252F‹id 1›'],
  ['ended after 1m 3.2s', 'ended after ‹elapsed›'],
  ['  0:07 1 of 2 tasks healthy', '  ‹elapsed› 1 of 2 tasks healthy'],
  ['at 2026-11-21T12:00:00.123Z', 'at ‹time 1›'],
  ['/tmp/slipway-runner-x7Yz/temp/a.json', '‹temporary folder 1›/temp/a.json'],
  [
    'https://github.com/slipway-actions/slipway/issues/new',
    'https://github.com/slipway-actions/slipway/issues/new',
  ],
  [
    'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42',
    'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42',
  ],
])('%s becomes %s', (text, stable) => {
  expect(stableText(text)).toBe(stable);
});

const step = {
  conclusion: 'failure',
  exitCode: 1,
  signal: null,
  log: ['Deploying', '##[error]web died'],
  debug: [],
  outputs: { outcome: 'rolled-back', 'duration-seconds': '83' },
  environment: {},
  state: {},
  paths: [],
  summary: '## ❌ rolled back\n',
  annotations: [],
  startedAt: 0,
  startToFirstLineMs: 100,
  startToEndMs: 200,
} as const satisfies Partial<ActionRun>;

test('a run reads as what a person saw, and reads of the cloud are told once', () => {
  const looked = { service: 'ecs', operation: 'DescribeServices', status: 200, error: undefined };
  const updated = { service: 'ecs', operation: 'UpdateService', status: 400, error: 'AccessDeniedException' };
  const posted = { method: 'POST', path: '/repos/a/b/actions/variables', status: 201 };
  const post = { ...step, conclusion: 'success', exitCode: 0, log: [], outputs: {}, summary: '' } as const;
  expect(transcript({ ...step, masks: [], post }, [looked, updated, looked, posted])).toBe(
    `failure (exit code 1)
log:
  Deploying
  ##[error]web died
outputs:
  outcome: rolled-back
  duration-seconds: ‹elapsed›
summary:
  ## ❌ rolled back
post success (exit code 0)
calls that read:
  ecs:DescribeServices → 200
calls that change:
  ecs:UpdateService → 400 AccessDeniedException
  POST /repos/a/b/actions/variables → 201`,
  );
});

test('a run whose times are always the same keeps them, counts its reads, and tells what changes were asked for', () => {
  const looked = { service: 'ecs', operation: 'DescribeServices', status: 200, error: undefined, at: 1000 };
  const updated = { ...looked, operation: 'UpdateService', at: 65_000, input: { service: 'web' } };
  const ran = {
    ...step,
    log: ['1:07 task 0123456789abcdef0123456789abcdef died'],
    masks: [],
    post: undefined,
  };
  expect(transcript(ran, [looked, updated, looked], 1000)).toBe(
    `failure (exit code 1)
log:
  1:07 task ‹id 1› died
outputs:
  outcome: rolled-back
  duration-seconds: 83
summary:
  ## ❌ rolled back
calls that read:
  2 × ecs:DescribeServices → 200
calls that change:
  1:04 ecs:UpdateService → 200
    {"service":"web"}`,
  );
});
