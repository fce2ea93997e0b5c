/** What each input takes, what it is without being set, and the sentence with which it is refused. */
import { describe, expect, test } from '@jest/globals';
import { settingsOf } from '../src/settings.ts';
import { defaults, given } from './world.ts';

const wrong = (why: string): Error =>
  new Error(`An input is wrong: ${why}. Correct it under \`with:\` of this step. Nothing was changed.`);

test('the defaults wait half an hour, roll back, and send ECS nothing that was not asked for', () => {
  expect(settingsOf(given())).toEqual({
    request: {
      mode: 'deploy',
      name: { cluster: 'main', service: 'web' },
      wait: true,
      timeout: 30 * 60_000,
      rollbackTimeout: 15 * 60_000,
      rollback: 'on-failure',
      onTimeout: 'rollback',
      onCancel: 'rollback',
      ifInProgress: 'wait',
      failFast: true,
      desiredCount: undefined,
      forceNewDeployment: undefined,
      enableEcsManagedTags: undefined,
      propagateTags: undefined,
      volume: undefined,
      keepRevisions: undefined,
      pollInterval: 4000,
      dryRun: false,
      alarms: [],
      bakeTime: 0,
      healthCheck: undefined,
    },
    notices: [],
  });
  expect(given()).toMatchObject({ requireScan: false, scanApprovals: undefined, maxRetries: 3 });
});

test('the cluster is the default one', () => {
  expect(defaults.cluster).toBe('default');
});

test('the service must be there', () => {
  expect(() => given({ service: '' })).toThrow(
    wrong(
      '`service` must be the name of the ECS service to deploy to (to register a revision alone, use `aws ecs register-task-definition`), but was not set',
    ),
  );
});

test('the task definition must be there when something is to be deployed', () => {
  expect(() => settingsOf(given({ 'task-definition': '' }))).toThrow(
    wrong(
      '`task-definition` must be a file, `family:revision`, the ARN of a revision, or `previous`, but was not set',
    ),
  );
});

const duration = 'a duration such as 90s, 15m, 2h or 30d, at least 1s';
const trueOrFalse = '`true` or `false`';
const utc = 'a time in UTC such as `2026-11-23T05:12:00Z`';

test.each([
  ['previous-as-of', 'now', utc],
  ['previous-as-of', '2026-11-23', utc],
  ['previous-as-of', '2026-11-23T05:12:00', utc],
  ['previous-as-of', '2026-11-23T05:12:00+01:00', utc],
  ['previous-as-of', '2026-11-23T25:12:00Z', utc],
  ['wait-for-service-stability', 'yes', trueOrFalse],
  ['timeout', 'soon', duration],
  ['timeout', '0s', duration],
  ['wait-for-minutes', '0', 'a whole number from 1 to 360'],
  ['wait-for-minutes', '361', 'a whole number from 1 to 360'],
  ['wait-for-minutes', '1.5', 'a whole number from 1 to 360'],
  ['rollback-timeout', '15', duration],
  ['rollback', 'always', 'one of `on-failure`, `never`'],
  ['on-timeout', 'stay', 'one of `rollback`, `leave`'],
  ['on-cancel', 'stay', 'one of `rollback`, `leave`'],
  ['if-in-progress', 'cancel', 'one of `wait`, `supersede`, `fail`'],
  ['fail-fast', '1', trueOrFalse],
  ['desired-count', '-1', 'a whole number of at least 0'],
  ['force-new-deployment', 'no', trueOrFalse],
  ['enable-ecs-managed-tags', 'TRUE', trueOrFalse],
  ['propagate-tags', 'TASK', 'one of `SERVICE`, `TASK_DEFINITION`, `NONE`'],
  ['require-scan', 'on', trueOrFalse],
  ['poll-interval', '500ms', duration],
  ['region', 'Ireland', 'an AWS region such as `eu-west-1`'],
  ['max-retries', '0', 'a whole number from 1 to 100'],
  ['dry-run', 'True', trueOrFalse],
  ['wait-max-delay-seconds', '15s', 'a whole number from 1 to 3600'],
])('%s can not be %j', (name, value, expected) => {
  expect(() => given({ [name]: value })).toThrow(
    wrong(`\`${name}\` must be ${expected}, but was \`${value}\``),
  );
});

test('everything that is wrong is said at once', () => {
  expect(() => given({ service: '', rollback: 'yes', 'run-task-tags': '[]' })).toThrow(
    /^3 inputs are wrong: `service` must be .*, but was not set; `rollback` must be .*; `run-task-tags` must be left out /,
  );
});

test.each<[Readonly<Record<string, string>>, object]>([
  [{ timeout: '90s' }, { timeout: 90_000 }],
  [{ 'wait-for-minutes': '1' }, { timeout: 60_000 }],
  [{ 'wait-for-minutes': '360' }, { timeout: 360 * 60_000 }],
  [{ 'wait-for-service-stability': 'false' }, { wait: false }],
  [{ 'rollback-timeout': '2h' }, { rollbackTimeout: 7_200_000 }],
  [{ 'desired-count': '0' }, { desiredCount: 0 }],
  [{ 'force-new-deployment': 'true' }, { forceNewDeployment: true }],
  [{ 'force-new-deployment': 'false' }, { forceNewDeployment: undefined }],
  [{ 'enable-ecs-managed-tags': 'false' }, { enableEcsManagedTags: false }],
  [{ 'propagate-tags': 'SERVICE' }, { propagateTags: 'SERVICE' }],
  [{ 'poll-interval': '10s' }, { pollInterval: 10_000 }],
  [
    { 'fail-fast': 'false', 'dry-run': 'true' },
    { failFast: false, dryRun: true },
  ],
  [
    { rollback: 'never', 'on-timeout': 'leave', 'on-cancel': 'leave' },
    { rollback: 'never', onTimeout: 'leave', onCancel: 'leave' },
  ],
  [{ 'if-in-progress': 'supersede' }, { ifInProgress: 'supersede' }],
])('%j is understood', (values, expected) => {
  const { request, notices } = settingsOf(given(values));
  expect(request).toMatchObject(expected);
  expect(notices).toEqual([]);
});

describe('the moment that `previous` is counted from', () => {
  const moment = { 'previous-as-of': '2026-11-23T05:12:00Z' };

  test.each(['2026-11-23T05:12:00Z', '2026-11-23T05:12:00.000Z'])('%s is understood', (value) => {
    const values = given({ 'task-definition': 'previous', 'previous-as-of': value });
    expect(values.previousAsOf).toBe(Date.UTC(2026, 10, 23, 5, 12));
  });

  test('is a day that there is', () => {
    expect(() => given({ 'previous-as-of': '2026-02-30T05:12:00Z' })).toThrow(
      wrong(`\`previous-as-of\` must be ${utc}, but was \`2026-02-30T05:12:00Z\` (there is no such day)`),
    );
  });

  test.each(['web.json', 'web:42'])('is refused with %s', (taskDefinition) => {
    expect(() => settingsOf(given({ ...moment, 'task-definition': taskDefinition }))).toThrow(
      wrong('`previous-as-of` must be left out (it goes with `task-definition: previous` alone)'),
    );
  });
});

describe('two names for one thing', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ timeout: '5m', 'wait-for-minutes': '5' }, '`timeout` and `wait-for-minutes` can’t both be set'],
    [
      { 'poll-interval': '5s', 'wait-max-delay-seconds': '5' },
      '`poll-interval` and `wait-max-delay-seconds` can’t both be set',
    ],
  ])('%j are refused together', (values, why) => {
    expect(() => settingsOf(given(values))).toThrow(wrong(why));
  });
});

test.each<[Readonly<Record<string, string>>, object, string]>([
  [
    { 'wait-max-delay-seconds': '15' },
    { pollInterval: 15_000 },
    'wait-max-delay-seconds is read as poll-interval: 15s.',
  ],
  [
    { 'keep-null-value-keys': 'command,entryPoint' },
    {},
    'keep-null-value-keys is not needed: empty values are always kept.',
  ],
  [
    { 'scan-approvals': '{"repository":"web","digest":"sha256:1","allowed":true}' },
    {},
    'scan-approvals is not looked at: set `require-scan: true` to deploy only what was approved.',
  ],
])('%j is taken with a notice', (values, expected, notice) => {
  const { request, notices } = settingsOf(given(values));
  expect(request).toMatchObject(expected);
  expect(notices).toEqual([notice]);
});
