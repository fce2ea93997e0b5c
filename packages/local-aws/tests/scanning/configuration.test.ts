/** The registry's scanning configuration: what it may be, and what it comes to for each repository. */
import { describe, expect, test } from '@jest/globals';
import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeImageScanFindingsCommand,
  GetAccountSettingCommand,
  GetRegistryScanningConfigurationCommand,
  PutRegistryScanningConfigurationCommand,
  type PutRegistryScanningConfigurationCommandInput,
  type ScanFrequency,
  type ScanType,
} from '@aws-sdk/client-ecr';
import { createRegistryScanning } from '../../src/ecr/scanning/registry-scanning.ts';
import type { ScanningWorld } from '../../src/world.ts';
import { pushImage } from '../ecr-images.ts';
import { ecrWorld, onStage, type EcrStage } from '../ecr-stage.ts';
import { onScans } from './scan-stage.ts';

const rule = (scanFrequency: ScanFrequency, ...filters: readonly string[]) => ({
  scanFrequency,
  repositoryFilters: filters.map((filter) => ({ filter, filterType: 'WILDCARD' as const })),
});

const put = ({ client }: EcrStage, input: PutRegistryScanningConfigurationCommandInput) =>
  client.send(new PutRegistryScanningConfigurationCommand(input));

const registryOf = async ({ client }: EcrStage) =>
  (await client.send(new GetRegistryScanningConfigurationCommand({}))).scanningConfiguration;

const scanningOf = ({ client }: EcrStage, ...repositoryNames: readonly string[]) =>
  client.send(new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames: [...repositoryNames] }));

const withScanning = (scanning: ScanningWorld) => ({ ...ecrWorld, scanning });

test('scanning is basic, on push where the world says so', () =>
  onStage(async ({ client }) => {
    const registry = await client.send(new GetRegistryScanningConfigurationCommand({}));
    expect(registry.scanningConfiguration).toEqual({
      scanType: 'BASIC',
      rules: [
        {
          scanFrequency: 'SCAN_ON_PUSH',
          repositoryFilters: [{ filter: 'team/web', filterType: 'WILDCARD' }],
        },
      ],
    });
    const repositoryNames = ['team/web', 'fixed', 'nowhere'];
    const asked = new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames });
    const { scanningConfigurations, failures } = await client.send(asked);
    expect(scanningConfigurations?.map((each) => each.scanFrequency)).toEqual(['SCAN_ON_PUSH', 'MANUAL']);
    expect(failures?.[0]).toMatchObject({
      repositoryName: 'nowhere',
      failureCode: 'REPOSITORY_NOT_FOUND',
    });
  }));

test('what was put is what is told, and what is left out of it stays or is empty', () =>
  onStage(async (stage) => {
    const rules = [rule('CONTINUOUS_SCAN', 'team/*', 'fixed'), rule('SCAN_ON_PUSH', '*')];
    const answer = await put(stage, { scanType: 'ENHANCED', rules });
    expect(answer.registryScanningConfiguration).toEqual({ scanType: 'ENHANCED', rules });
    expect(await registryOf(stage)).toEqual({ scanType: 'ENHANCED', rules });
    await put(stage, {});
    expect(await registryOf(stage)).toEqual({ scanType: 'ENHANCED', rules: [] });
  }));

test('the world may have one from the start', () =>
  onStage(
    async (stage) => {
      const rules = [rule('CONTINUOUS_SCAN', 'team/*')];
      expect(await registryOf(stage)).toEqual({ scanType: 'ENHANCED', rules });
    },
    withScanning({ type: 'ENHANCED', rules: [{ frequency: 'CONTINUOUS_SCAN', filters: ['team/*'] }] }),
  ));

test('the world can not have one that ECR refuses', () => {
  const refused: ScanningWorld = {
    type: 'BASIC',
    rules: [{ frequency: 'CONTINUOUS_SCAN', filters: ['*'] }],
  };
  expect(() => createRegistryScanning(refused, () => 0)).toThrow(
    expect.objectContaining({ code: 'ValidationException' }),
  );
});

describe('a configuration is refused', () => {
  const wildcards = (count: number): string => Array.from({ length: count }, () => '*').join('a');
  test.each<[string, ScanType, readonly ReturnType<typeof rule>[], string]>([
    [
      'with CONTINUOUS_SCAN in basic scanning',
      'BASIC',
      [rule('CONTINUOUS_SCAN', '*')],
      'ValidationException',
    ],
    ['with MANUAL in enhanced scanning', 'ENHANCED', [rule('MANUAL', '*')], 'ValidationException'],
    [
      'with two rules of one frequency',
      'ENHANCED',
      [rule('SCAN_ON_PUSH', 'a'), rule('SCAN_ON_PUSH', 'b')],
      'ValidationException',
    ],
    [
      'with three rules',
      'BASIC',
      [rule('SCAN_ON_PUSH', 'a'), rule('MANUAL', 'b'), rule('MANUAL', 'c')],
      'InvalidParameterException',
    ],
    [
      'with 101 filters',
      'BASIC',
      [rule('SCAN_ON_PUSH', ...Array.from({ length: 101 }, () => 'a'))],
      'InvalidParameterException',
    ],
    ['with an empty filter', 'BASIC', [rule('SCAN_ON_PUSH', '')], 'InvalidParameterException'],
    ['with a filter in capitals', 'BASIC', [rule('SCAN_ON_PUSH', 'Web')], 'InvalidParameterException'],
    [
      'with a filter that ends in a slash',
      'BASIC',
      [rule('SCAN_ON_PUSH', 'a/')],
      'InvalidParameterException',
    ],
    [
      'with a filter of 256 letters',
      'BASIC',
      [rule('SCAN_ON_PUSH', 'a'.repeat(256))],
      'InvalidParameterException',
    ],
    ['with five wildcards', 'BASIC', [rule('SCAN_ON_PUSH', wildcards(5))], 'InvalidParameterException'],
  ])('%s', (_name, scanType, rules, name) =>
    onStage(async (stage) => {
      await expect(put(stage, { scanType, rules: [...rules] })).rejects.toMatchObject({ name });
      expect(await registryOf(stage)).toMatchObject({ scanType: 'BASIC' });
    }),
  );

  test('of another type than the two, or with another kind of filter', () =>
    onStage(async (stage) => {
      const strange = { scanType: 'NONE' as ScanType };
      await expect(put(stage, strange)).rejects.toMatchObject({ name: 'InvalidParameterException' });
      const { repositoryFilters } = rule('SCAN_ON_PUSH', 'a');
      const filters = repositoryFilters.map((each) => ({
        ...each,
        filterType: 'PREFIX_MATCH' as 'WILDCARD',
      }));
      const rules = [{ scanFrequency: 'SCAN_ON_PUSH' as const, repositoryFilters: filters }];
      await expect(put(stage, { rules })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }));

  test('and four wildcards are not too many', () =>
    onStage(async (stage) => {
      await put(stage, { scanType: 'BASIC', rules: [rule('SCAN_ON_PUSH', wildcards(4))] });
    }));
});

describe('a repository is scanned', () => {
  test.each<[string, readonly ReturnType<typeof rule>[], object]>([
    [
      'as often as the rule says that fits',
      [rule('SCAN_ON_PUSH', 'team/*', 'other')],
      { scanFrequency: 'SCAN_ON_PUSH', scanOnPush: true, appliedScanFilters: [{ filter: 'team/*' }] },
    ],
    [
      'continuously, where both rules fit',
      [rule('SCAN_ON_PUSH', '*'), rule('CONTINUOUS_SCAN', '*web')],
      { scanFrequency: 'CONTINUOUS_SCAN', scanOnPush: true, appliedScanFilters: [{ filter: '*web' }] },
    ],
    [
      'where a filter without wildcard is in its name',
      [rule('CONTINUOUS_SCAN', 'eam')],
      { scanFrequency: 'CONTINUOUS_SCAN', appliedScanFilters: [{ filter: 'eam' }] },
    ],
    [
      'not where one with a wildcard fits a part of it only',
      [rule('CONTINUOUS_SCAN', 'eam*')],
      { scanFrequency: 'MANUAL', scanOnPush: false, appliedScanFilters: [] },
    ],
    ['by no rule, whatever its own setting', [], { scanFrequency: 'MANUAL', scanOnPush: false }],
  ])('%s', (_name, rules, expected) =>
    onStage(async (stage) => {
      await put(stage, { scanType: 'ENHANCED', rules: [...rules] });
      const { scanningConfigurations } = await scanningOf(stage, 'team/web');
      expect(scanningConfigurations).toMatchObject([{ repositoryName: 'team/web', ...expected }]);
    }),
  );

  test('on push, in basic scanning, by a rule as well as by its own setting', () =>
    onStage(async (stage) => {
      await put(stage, { scanType: 'BASIC', rules: [rule('SCAN_ON_PUSH', 'fixed')] });
      const { scanningConfigurations } = await scanningOf(stage, 'fixed', 'team/web');
      expect(scanningConfigurations?.map((each) => each.appliedScanFilters)).toMatchObject([
        [{ filter: 'fixed' }],
        [{ filter: 'team/web' }],
      ]);
      await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const asked = { repositoryName: 'fixed', imageId: { imageTag: 'v1' } };
      const { imageScanStatus } = await stage.client.send(new DescribeImageScanFindingsCommand(asked));
      expect(imageScanStatus?.status).toBe('IN_PROGRESS');
    }));

  test('not on push any more, once basic scanning was turned off', () =>
    onStage(async (stage) => {
      await put(stage, { scanType: 'ENHANCED', rules: [] });
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      await put(stage, { scanType: 'BASIC', rules: [] });
      const asked = { repositoryName: 'team/web', imageId: { imageTag: 'v1' } };
      await expect(stage.client.send(new DescribeImageScanFindingsCommand(asked))).rejects.toMatchObject({
        name: 'ScanNotFoundException',
      });
    }));
});

test.each([0, 26])('%d repositories can not be asked for at once', (count) =>
  onStage(async (stage) => {
    const names = Array.from({ length: count }, (_, at) => `web${at}`);
    await expect(scanningOf(stage, ...names)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  }),
);

test('basic scanning is AWS’s own', () =>
  onStage(async ({ client }) => {
    const asked = new GetAccountSettingCommand({ name: 'BASIC_SCAN_TYPE_VERSION' });
    expect(await client.send(asked)).toMatchObject({ value: 'AWS_NATIVE' });
  }));

test.each([
  ['ecr:GetRegistryScanningConfiguration', registryOf],
  ['ecr:PutRegistryScanningConfiguration', (stage: EcrStage) => put(stage, { scanType: 'ENHANCED' })],
  ['ecr:BatchGetRepositoryScanningConfiguration', (stage: EcrStage) => scanningOf(stage, 'team/web')],
])('%s may be denied', (action, ask) =>
  onScans({ deny: [{ action, resource: '*' }] }, async (stage) => {
    await expect(ask(stage)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  }),
);
