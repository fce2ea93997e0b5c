/** The gateways of the gate against the local cloud: what it and they understand of each other. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock, type VirtualClock } from '../../local-aws/src/clock.ts';
import { startLocalAws, type LocalAws } from '../../local-aws/src/local-aws.ts';
import { readWorld } from '../../local-aws/src/world-file.ts';
import { pushImage } from '../../test-kit/src/pushed-image.ts';
import type { ScanFindings } from '../src/ecr-findings.ts';
import { realClock } from '@slipway/action-kit/clock';
import { scanGateways } from '../src/scan-gateways.ts';
import { change, ecsGateway } from './ecs-stage.ts';
import { closeLoopbacks, jobEnvironment, setEnvironment } from './loopback.ts';

const world = `
account: '111122223333'
region: eu-west-1
repositories: [{ name: web, scanOnPush: true }, { name: other }]
`;
const enhanced = 'scanning: { type: ENHANCED, rules: [{ frequency: CONTINUOUS_SCAN, filters: [web] }] }\n';

const findings = (...rows: readonly string[]): string =>
  `images: [{ repository: web, tag: '*', behaviour: [], findings: [${rows.join(', ')}] }]\n`;
const openssl = '{ id: CVE-1, severity: HIGH, package: openssl, version: 1.1.1';

let cloud: LocalAws | undefined;
let clock: VirtualClock;

interface Opened extends ReturnType<typeof scanGateways> {
  readonly digest: string;
  readonly calls: LocalAws['calls'];
}

/** With an image in `web` that was pushed a minute ago. */
async function open(more: string, registryId?: string): Promise<Opened> {
  // As the machine's: an SDK that finds its own clock wrong tries again what is final.
  clock = virtualClock(Date.now());
  cloud = await startLocalAws({ world: readWorld(world + more, 'test.yaml'), clock });
  setEnvironment({ ...jobEnvironment, ...cloud.environment });
  const digest = await push('v1');
  clock.advance(60_000);
  return { ...scanGateways({ region: 'eu-west-1', registryId }, realClock), digest, calls: cloud.calls };
}

async function push(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-aws-'));
  try {
    return await pushImage(cloud?.endpoint ?? '', folder, 'web', tag);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('what is asked once is asked again while ECR is out of order', async () => {
  const fault = (operation: string): string =>
    `{ operation: 'ecr:${operation}', error: ServerException, status: 500, times: 3 }`;
  const faults = ['DescribeImages', 'GetRegistryScanningConfiguration'].map(fault).join(', ');
  const { images, scanSettings, digest } = await open(`faults: [${faults}]\n`);
  expect(await images.find('web', digest)).toMatchObject({ digest });
  expect(await scanSettings.of('web')).toMatchObject({ kind: 'basic' });
});

async function read({ scans, digest }: Opened): Promise<ScanFindings | undefined> {
  const look = await scans.look('web', digest);
  return look.kind === 'status' ? look.findings : undefined;
}

afterEach(async () => {
  await cloud?.close();
  closeLoopbacks();
});

describe('findings of thousands', () => {
  test.each([
    ['basic', '', 'COMPLETE'],
    ['enhanced', enhanced, 'ACTIVE'],
  ])('are all read, page by page: %s', async (shape, scanning, status) => {
    const row = "{ id: 'CVE-{n}', severity: LOW, package: openssl, version: 1.1.1, repeat: 2345 }";
    const opened = await open(findings(row) + scanning);
    const from = opened.calls.length;
    const look = await opened.scans.look('web', opened.digest);
    expect(look).toMatchObject({ kind: 'status', status, findings: { shape, listed: 2345, counted: 2345 } });
    const found = look.kind === 'status' ? look.findings?.found : [];
    expect(new Set(found?.map(({ id }) => id)).size).toBe(2345);
    expect(opened.calls.slice(from)).toHaveLength(3);
  });
});

test('a finding of Inspector has its version, fix, state and dates', async () => {
  const rows = [
    `${openssl}, epoch: 1, release: '4', fixed: '1:1.1.1-5', published: 2026-01-02, since: 2026-02-03 }`,
    '{ id: CVE-2, severity: UNTRIAGED, package: lodash, version: 4.0.0, packageManager: NODEPKG, path: app/package.json, status: SUPPRESSED }',
    '{ id: CVE-3, severity: LOW, package: zlib, version: 1.0.0, status: CLOSED }',
  ];
  const seen = await read(await open(findings(...rows) + enhanced));
  expect(seen).toMatchObject({ listed: 3, shape: 'enhanced' });
  expect(seen?.found).toMatchObject([
    {
      id: 'CVE-1',
      version: '1:1.1.1-4',
      packageManager: 'OS',
      path: undefined,
      fix: 'yes',
      fixedIn: '1:1.1.1-5',
      firstObservedAt: Date.UTC(2026, 1, 3),
      publishedAt: Date.UTC(2026, 0, 2),
      score: 7.5,
      state: 'active',
    },
    {
      id: 'CVE-2',
      severity: 'UNTRIAGED',
      packageManager: 'NODEPKG',
      path: 'app/package.json',
      fix: 'no',
      state: 'suppressed',
    },
  ]);
});

test('findings that come in portions bear out their counts each time, so that only time tells the whole', async () => {
  const many = "{ id: 'CVE-1{n}', severity: LOW, package: zlib, version: 1.0.0, repeat: 5 }";
  const opened = await open(findings(many) + enhanced + 'timings: { attaching: 80s }\n');
  const part = await read(opened);
  expect(part).toMatchObject({ counted: 2, listed: 2, shape: 'enhanced' });
  clock.advance(30_000);
  expect(await read(opened)).toMatchObject({ counted: 5, listed: 5, completedAt: part?.completedAt });
});

test('a clean image has findings, and none of them', async () => {
  expect(await read(await open(enhanced))).toMatchObject({ listed: 0, shape: 'none', found: [] });
});

test('an image that scanning does not show is neither scanned nor unscanned', async () => {
  const { scans } = await open('');
  expect(await scans.look('web', `sha256:${'0'.repeat(64)}`)).toEqual({
    kind: 'not-shown',
  });
});

test('a look that is denied is denied at once, and so is a start', async () => {
  const { scans, digest, calls } = await open(
    "deny: [{ action: 'ecr:DescribeImageScanFindings', resource: '*' }, { action: 'ecr:StartImageScan', resource: '*' }]",
  );
  const from = calls.length;
  await expect(scans.look('web', digest)).rejects.toMatchObject({
    kind: 'setup',
    code: 'access-denied',
    hint: 'Allow `ecr:DescribeImageScanFindings` in the role that this job assumes.',
  });
  expect(await scans.start('web', digest)).toBe('denied');
  expect(calls).toHaveLength(from + 2);
});

test.each([
  ['ECR has scanned on push', '', 'coming'],
  ['Inspector scans', enhanced, 'enhanced'],
])('a start tells that %s', async (_, scanning, start) => {
  const { scans, digest } = await open(scanning);
  expect(await scans.start('web', digest)).toBe(start);
});

describe('the way in which a registry scans', () => {
  test('is that of the repository', async () => {
    const { scanSettings } = await open('');
    expect(await scanSettings.of('web')).toEqual({ kind: 'basic', onPush: true });
    expect(await scanSettings.of('other')).toEqual({ kind: 'basic', onPush: false });
    await expect(scanSettings.of('nowhere')).rejects.toMatchObject({ code: 'repository-not-found' });
  });

  test('is enhanced where a rule names the repository', async () => {
    const { scanSettings } = await open(enhanced);
    expect(await scanSettings.of('web')).toEqual({ kind: 'enhanced', scans: 'continuously' });
    expect(await scanSettings.of('other')).toEqual({ kind: 'enhanced', scans: 'never' });
  });

  test('is told to its own account only', async () => {
    const own = await open(enhanced, '111122223333');
    expect(await own.scanSettings.of('web')).toEqual({ kind: 'enhanced', scans: 'continuously' });
    const other = scanGateways({ region: 'eu-west-1', registryId: '444455556666' }, realClock);
    expect(await other.scanSettings.of('web')).toMatchObject({ kind: 'unknown', scanType: undefined });
  });

  test('is unknown, and no failure, where it may not be asked', async () => {
    const { scanSettings, calls } = await open(
      "deny: [{ action: 'ecr:GetRegistryScanningConfiguration', resource: '*' }]",
    );
    const from = calls.length;
    expect(await scanSettings.of('web')).toMatchObject({
      kind: 'unknown',
      reason: 'this job may not ask for it (ecr:GetRegistryScanningConfiguration)',
    });
    expect(calls).toHaveLength(from + 1);
  });
});

describe('the danger of findings', () => {
  const dangerous = [
    `${openssl}, kev: 2025-12-01, epss: 0.97 }`,
    '{ id: CVE-2, severity: LOW, package: zlib, version: 1.0.0 }',
  ];

  test('is told by Inspector, in calls of ten', async () => {
    const many = "{ id: 'CVE-1{n}', severity: LOW, package: zlib, version: 1.0.0, repeat: 21 }";
    const opened = await open(findings(...dangerous, many) + enhanced);
    const arns = (await read(opened))?.found.flatMap(({ arn }) => arn ?? []) ?? [];
    const from = opened.calls.length;
    const reports = await opened.threats.read(arns);
    expect(reports.size).toBe(23);
    expect(arns.slice(0, 2).map((arn) => reports.get(arn))).toEqual([
      { knownExploited: true, epss: 0.97 },
      { knownExploited: false, epss: undefined },
    ]);
    expect(opened.calls.slice(from).map(({ operation }) => operation)).toEqual(
      Array.from({ length: 3 }, () => 'BatchGetFindingDetails'),
    );
  });

  test.each([
    ['ACCESS_DENIED', 'setup', 'access-denied'],
    ['INTERNAL_ERROR', 'upstream', 'threats-unknown'],
    ['INVALID_INPUT', 'upstream', 'threats-unknown'],
  ])('that is not told is a failure: %s', async (detailsError, kind, code) => {
    const opened = await open(
      findings(
        ...dangerous,
        `{ id: CVE-9, severity: LOW, package: zlib, version: 1.0.0, detailsError: ${detailsError} }`,
      ) + enhanced,
    );
    const arns = (await read(opened))?.found.flatMap(({ arn }) => arn ?? []) ?? [];
    await expect(opened.threats.read(arns)).rejects.toMatchObject({ kind, code });
  });

  test('that may not be asked for names the permission, at once', async () => {
    const denied = "deny: [{ action: 'inspector2:BatchGetFindingDetails', resource: '*' }]\n";
    const opened = await open(findings(...dangerous) + enhanced + denied);
    const arns = (await read(opened))?.found.flatMap(({ arn }) => arn ?? []) ?? [];
    const from = opened.calls.length;
    await expect(opened.threats.read(arns)).rejects.toMatchObject({
      code: 'access-denied',
      hint: 'Allow `inspector2:BatchGetFindingDetails` in the role that this job assumes. With `kev-file` and `epss-file` Inspector is not asked.',
    });
    expect(opened.calls).toHaveLength(from + 1);
  });
});

describe('what a service serves with', () => {
  const service = `
clusters: [{ name: main }]
taskDefinitions: [{ family: web, containerDefinitions: [{ name: app, image: web }] }]
services: [{ name: web, cluster: main, taskDefinition: web, desiredCount: 0 }]
images: [{ repository: web, tag: bad, behaviour: [{ at: 1s, exit: 1 }] }, { repository: web, tag: '*', behaviour: [] }]
`;
  const name = { cluster: 'main', service: 'web' };
  const image = (tag: string): string => `${new URL(cloud?.endpoint ?? '').host}/web:${tag}`;

  async function deploy(tag: string, minutes: number): Promise<void> {
    const { ecs } = ecsGateway();
    const taskDefinition = await ecs.taskDefinitions.register({
      family: 'web',
      containerDefinitions: [{ name: 'app', image: image(tag), memory: 128 }],
    });
    await ecs.services.update(name, { ...change, taskDefinition, desiredCount: 2 });
    clock.advance(minutes * 60_000);
  }

  const serving = (revision: string, digest: string) => ({
    kind: 'serving',
    revision,
    images: [{ container: 'app', image: image('v1'), digest }],
  });

  test('is the image of the last deployment that succeeded, while another is tried and after it', async () => {
    const { running, digest } = await open(service);
    await deploy('v1', 20);
    expect(await running.read('main', 'web')).toEqual(serving('web:2', digest));
    await push('bad');
    await deploy('bad', 1);
    expect(await running.read('main', 'web')).toEqual(serving('web:2', digest));
  });

  test.each(['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'])(
    'is told by its tasks where %s is denied',
    async (action) => {
      const { running, digest } = await open(`${service}deny: [{ action: '${action}', resource: '*' }]`);
      await deploy('v1', 20);
      await push('bad');
      await deploy('bad', 1);
      expect(await running.read('main', 'web')).toEqual(serving('web:2', digest));
    },
  );

  test('is nothing where there is no service, or no cluster', async () => {
    const { running } = await open(service);
    expect(await running.read('main', 'api')).toEqual({
      kind: 'nothing',
      reason: 'there is no such service',
    });
    expect(await running.read('side', 'web')).toEqual({
      kind: 'nothing',
      reason: 'there is no such cluster',
    });
  });
});
