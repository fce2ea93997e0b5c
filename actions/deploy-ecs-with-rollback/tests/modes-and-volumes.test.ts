/** Inputs that go together or not: the two halves of a managed volume, and what only a new deployment can heed. */
import { describe, expect, test } from '@jest/globals';
import { settingsOf } from '../src/settings.ts';
import { deploy, given, step } from './world.ts';

const volume = '{"roleArn":"arn:role","sizeInGiB":20}';
const name = 'service-managed-ebs-volume-name';
const of = 'service-managed-ebs-volume';

describe('a managed volume', () => {
  test('is sent as one list with one volume, and nothing else is', async () => {
    const { ecs } = await deploy({ values: { [name]: 'data', [of]: volume } });
    expect(ecs.changes).toMatchObject([
      { volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:role', sizeInGiB: 20 } }] },
    ]);
  });

  test.each<Readonly<Record<string, string>>>([{}, { [name]: 'data' }, { [name]: 'data', [of]: '{}' }])(
    'is not sent for %j',
    async (values) => {
      const { ecs } = await deploy({ values });
      expect(ecs.changes.map(({ volumeConfigurations }) => volumeConfigurations)).toEqual([undefined]);
    },
  );

  test.each([
    ['[]', 'it is no object'],
    ['{', 'it is no JSON'],
    ['{"sizeInGiB":1}', '`roleArn` is missing, the role with which ECS makes the volume'],
    ['{"roleArn":"r"}', '`sizeInGiB` or `snapshotId` is missing'],
    ['{"roleArn":"r","sizeInGiB":"1"}', '`sizeInGiB` must be a whole number above 0'],
    ['{"roleArn":"r","tagSpecifications":[{"kind":1}]}', 'ECS knows no `tagSpecifications[0].kind`'],
  ])('%s is refused', (value, why) => {
    expect(() => given({ [name]: 'data', [of]: value })).toThrow(why);
  });

  test('without a name is refused', () => {
    expect(() => settingsOf(given({ [of]: volume }))).toThrow(/needs `service-managed-ebs-volume-name`/);
  });
});

describe.each(['continue', 'rollback'])('mode %s', (mode) => {
  test.each([
    ['task-definition', 'web.json'],
    ['previous-as-of', '2026-11-23T05:12:00Z'],
    ['desired-count', '3'],
    ['force-new-deployment', 'true'],
    ['propagate-tags', 'SERVICE'],
  ])('refuses %s', (input, value) => {
    const values = { mode, 'task-definition': '', [input]: value };
    expect(() => settingsOf(given(values))).toThrow(
      `\`${input}\` must be left out (\`mode: ${mode}\` acts on the deployment that is there)`,
    );
  });

  test('is refused, and changes nothing, where no deployment is in progress', async () => {
    const { runner, ecs } = await step({ values: { mode, 'task-definition': '' } });
    expect([runner.isRed, runner.outputs.outcome, runner.outputs['rolled-back']]).toEqual([
      true,
      'refused',
      'false',
    ]);
    expect(ecs.changes).toEqual([]);
  });
});
