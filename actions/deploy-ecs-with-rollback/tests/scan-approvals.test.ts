/** The input that brings scan-image's answers here, and what it does to a whole step. */
import { describe, expect, test } from '@jest/globals';
import { arn, digest, documentOf, given, step } from './world.ts';

const other = `sha256:${'b'.repeat(64)}`;
const web = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/web@${digest}`;
const passed = { repository: 'web', digest, allowed: true, verdict: 'passed', mode: 'gate' };

describe('the input scan-approvals', () => {
  const line = (change: object = {}): string =>
    JSON.stringify({ repository: 'web', digest, verdict: 'passed', mode: 'gate', allowed: true, ...change });

  test('is what scan-image gave, one a line', () => {
    const text = `${line()}\n\n  ${line({ digest: other, allowed: false, verdict: undefined, mode: 1 })}\n`;
    expect(given({ 'scan-approvals': text }).scanApprovals).toEqual([
      passed,
      { repository: 'web', digest: other, allowed: false, verdict: 'unknown', mode: 'unknown' },
    ]);
  });

  test.each([
    ['passed', 'it is no JSON object'],
    ['null', 'it is no JSON object'],
    ['{"repository":"web"}', 'an approval has repository, digest and allowed'],
    [
      '{"repository":"web","digest":"sha256:1","allowed":"true"}',
      'an approval has repository, digest and allowed',
    ],
  ])('can not be %s', (value, why) => {
    expect(() => given({ 'scan-approvals': value })).toThrow(
      new Error(
        `An input is wrong: \`scan-approvals\` must be outputs \`approval\` of scan-image, one a line, but was \`${value}\` (the line \`${value}\` is not: ${why}). Correct it under \`with:\` of this step. Nothing was changed.`,
      ),
    );
  });

  test('opens the gate for the whole step, and names what nobody judged', async () => {
    const sidecar = { name: 'log', image: 'fluent-bit:3', memory: 64 };
    const document = {
      family: 'web',
      containerDefinitions: [{ name: 'web', image: web, memory: 256 }, sidecar],
    };
    const { runner } = await step({
      values: { 'require-scan': 'true', 'scan-approvals': line() },
      files: { 'web.json': JSON.stringify(document) },
    });
    expect([runner.isRed, runner.outputs['serving-task-definition-arn']]).toEqual([false, arn(42)]);
    expect(runner.annotations).toEqual([
      {
        level: 'notice',
        title: 'deploy-ecs-with-rollback',
        message: 'fluent-bit:3 is not in ECR, so no scan was asked for.',
      },
    ]);
  });

  test('keeps the gate shut: red, refused, and AWS was not asked for anything', async () => {
    const { runner, ecs } = await step({
      values: { 'require-scan': 'true', 'scan-approvals': line({ allowed: false, verdict: 'failed' }) },
      files: { 'web.json': documentOf(web) },
    });
    expect([runner.isRed, runner.outputs.outcome, runner.outputs['failure-code']]).toEqual([
      true,
      'refused',
      'scan-not-approved',
    ]);
    expect(ecs.calls).toEqual([]);
  });

  test('with the gate off opens this one as well, and it is told', async () => {
    const off = line({ mode: 'report', verdict: 'failed' });
    const { runner } = await step({
      values: { 'require-scan': 'true', 'scan-approvals': off },
      files: { 'web.json': documentOf(web) },
    });
    expect(runner.isRed).toBe(false);
    expect(runner.annotations.map(({ message }) => message)).toEqual([
      `${web} is allowed by a scan whose gate was off (failed in mode report).`,
    ]);
  });
});
