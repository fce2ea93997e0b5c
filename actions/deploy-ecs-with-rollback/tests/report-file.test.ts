/** The JSON report, for programs: what it holds, where it goes, and what happens when it can't be written. */
import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { arn, deploy, dying, step } from './world.ts';

const written = async (scene: Parameters<typeof step>[0]): Promise<Record<string, unknown>> => {
  const { files } = await step({ ...scene, values: { ...scene?.values, 'report-file': 'out/report.json' } });
  return JSON.parse(files.contents.get('/workspace/out/report.json') ?? 'null') as Record<string, unknown>;
};

test('a success has nothing to explain', async () => {
  expect(await written({})).toEqual({
    version: 1,
    outcome: 'succeeded',
    headline: 'web:42 serves with 2 tasks after 1 min.',
    reason: 'web:42 serves with 2 tasks',
    failureCode: null,
    hint: null,
    warnings: [],
    notices: [],
    cluster: 'main',
    service: 'web',
    taskDefinition: arn(42),
    previousTaskDefinition: arn(41),
    servingTaskDefinition: arn(42),
    servingTasks: 2,
    deployment: expect.stringMatching(/:service-deployment\//),
    giveBack: null,
    durations: { total: 60, deployment: 60, rollback: null },
    journal: [
      { phase: 'planning', at: '2026-11-21T00:00:00.000Z' },
      { phase: 'registering', at: '2026-11-21T00:00:00.000Z' },
      { phase: 'updating', at: '2026-11-21T00:00:00.000Z' },
      { phase: 'watching', at: '2026-11-21T00:00:00.000Z' },
      { phase: 'succeeded', at: '2026-11-21T00:01:00.000Z' },
    ],
    moments: [],
    evidence: null,
  });
});

test('a rollback holds the evidence, the way back and what serves', async () => {
  const report = await written({ ecs: dying });
  expect(report).toMatchObject({
    outcome: 'rolled-back',
    failureCode: 'tasks-keep-dying',
    taskDefinition: arn(42),
    servingTaskDefinition: arn(41),
    servingTasks: 2,
    giveBack: { way: 'stop-deployment', deployment: report.deployment },
    durations: { rollback: 8 },
    evidence: {
      deaths: [
        {
          words: 'container web exited with code 1',
          container: 'web',
          exitCode: 1,
          count: 2,
          lastTask: expect.stringMatching(/:task\/main\/0010$/),
        },
      ],
      log: {
        container: 'web',
        task: '0010',
        group: '/web',
        stream: 'app/web/0010',
        lines: ['starting', 'Error: no database'],
      },
      targets: { absent: 'the service has no load balancer' },
      breaker: { status: 'DISABLED' },
    },
  });
});

test('it holds what is told beside the end, whoever found it', async () => {
  const denied = setupFailure({ code: 'access-denied', what: 'AWS denied ecs:ListTaskDefinitions' });
  const report = await written({
    values: { 'wait-max-delay-seconds': '5', 'keep-revisions': '1' },
    ecs: { breakerOff: true },
    before: (ecs) => ecs.fail('ListTaskDefinitions', 9, denied),
  });
  expect(report).toMatchObject({
    warnings: ['No revision of web was deregistered: AWS denied ecs:ListTaskDefinitions.'],
    notices: [
      'wait-max-delay-seconds is read as poll-interval: 5s.',
      expect.stringContaining('circuit breaker'),
    ],
  });
});

test('its path is an output, complete, so that later steps find it', async () => {
  const { runner } = await step({ values: { 'report-file': 'out/report.json' } });
  expect(runner.outputs['report-file']).toBe('/workspace/out/report.json');
});

test('a report that can’t be written is a warning, and the end stays what it is', async () => {
  const { result } = await deploy({ values: { 'report-file': 'out' }, files: { 'out/x': '' } });
  expect(result.run.end.kind).toBe('succeeded');
  expect([result.reportFile, result.warnings]).toEqual([
    undefined,
    [
      "The report could not be written to /workspace/out: Error: EISDIR: illegal operation on a directory, open '/workspace/out'.",
    ],
  ]);
});

test('without a path nothing is written', async () => {
  const { files } = await step();
  expect([...files.contents.keys()]).toEqual(['/workspace/web.json']);
});
