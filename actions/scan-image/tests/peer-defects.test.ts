/**
 * What actions and tools that gate on ECR's scans, or on scanners of their own, were seen to get wrong, each as a case
 * that would show it here. Those in the bundle's hands are played on the bundle, the rest on the use case.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { Played } from '@slipway/test-kit/harbour-stage';
import { readActionYaml } from '../../../packages/repo-tools/src/action-yaml.ts';
import { blocksOf } from '../../../packages/repo-tools/src/markdown-blocks.ts';
import { usageProblems } from '../../../packages/repo-tools/src/workflow-uses.ts';
import { inputs } from '../src/inputs.ts';
import { nothingWritten } from '../src/reporting/written-files.ts';
import { reportOf } from '../src/reporting/report.ts';
import { sarifOf } from '../src/reporting/sarif/sarif-file.ts';
import { scanImage } from '../src/scan-image.ts';
import { settingsOf } from '../src/settings.ts';
import { playScene, type HarbourScene } from './dist-harbour.ts';
import {
  amd64,
  arm64,
  complete,
  digest,
  given,
  neverScanned,
  scanned,
  status,
  vulnerability,
  world,
  type Script,
} from './world.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const action = readActionYaml('action.yml', read('../action.yml'));
const readme = read('../README.md');

async function judgedIn(script: Script, values: Readonly<Record<string, string>> = {}) {
  const ports = world(script);
  const judged = await scanImage(given(values), 'eu-west-1', ports);
  return { judged, ...judged.judgement, journal: ports.journal };
}

const many = (count: number, severity: string) =>
  Array.from({ length: count }, (_, at) =>
    vulnerability(`CVE-2026-1${String(at).padStart(4, '0')}`, severity),
  );
const critical = vulnerability('CVE-2026-0001', 'CRITICAL');

const play = (scene: HarbourScene): Promise<Played> => playScene(scene);

describe('contracts that say one thing while the code does another', () => {
  test('an input that is declared and never read (error_missed_ignores)', () => {
    expect(Object.keys(inputs).toSorted()).toEqual(action.inputs.map(({ name }) => name).toSorted());
  });

  test('an output that is declared by one name and set by another (unknown, undefined)', async () => {
    const { judged } = await judgedIn({});
    const set = Object.keys(reportOf(judged, nothingWritten).outputs);
    expect(set.toSorted()).toEqual(action.outputs.map(({ name }) => name).toSorted());
  });

  test('a threshold whose default is one in action.yml and another in the README', () => {
    const { description, default: declared } = action.inputs.find(({ name }) => name === 'fail-on') ?? {};
    expect([...settingsOf(given()).policy.budgets]).toEqual([
      ['critical', 0],
      ['high', 0],
    ]);
    expect(declared).toBeUndefined();
    expect(description).toContain('`critical:` 0 and `high:` 0 when it is set nowhere');
    expect(readme).toContain(description);
  });

  test('inputs that the README shows and nothing declares (registry-username)', () => {
    const callables = { actions: new Map([['scan-image', action.inputs]]), workflows: new Map() };
    const problems = blocksOf(readme, 'yaml')
      .filter(({ content }) => content.includes('/actions/scan-image@'))
      .flatMap(({ content }) => usageProblems('README.md', content, callables));
    expect(problems.filter((problem) => problem.includes('scan-image'))).toEqual([]);
  });

  test('thresholds that are off until somebody sets them', async () => {
    expect((await judgedIn({ looks: [complete(vulnerability('CVE-1', 'HIGH'))] })).verdict).toBe('failed');
  });

  test('a boolean that is anything but true (`${VAR:-false,,}`)', () => {
    expect(() => given({ 'fixable-only': 'yes' })).toThrow(/`fixable-only` must be/);
  });
});

describe('findings that are lost', () => {
  const paged = `  - { repository: team/web, tag: paged, findings: [{ id: 'CVE-2026-1{n}', severity: LOW, package: a, version: '1', repeat: 1500 }, { id: CVE-2026-0001, severity: CRITICAL, package: last, version: '1' }] }`;

  test('beyond the first page, once there are ignores', async () => {
    const { run } = await play({
      images: paged,
      files: {
        'ignores.yaml':
          'ignores: [{ id: CVE-2026-11, package: a, reason: low, owner: me, expires: 2026-02-01 }]',
      },
      play: ({ pushAndJudge }) => pushAndJudge('paged', { 'ignore-file': 'ignores.yaml' }),
    });
    expect(run.outputs).toMatchObject({ verdict: 'failed', 'suppressed-count': '1' });
    expect(JSON.parse(run.outputs.counts ?? '')).toMatchObject({ critical: 1, low: 1499 });
    expect(run.log.join('\n')).toContain('CVE-2026-0001 in last 1');
  });

  test('beyond 5,000', async () => {
    const { counts } = await judgedIn({ looks: [complete(...many(6000, 'LOW'), critical)] });
    expect(counts).toMatchObject({ critical: 1, low: 6000 });
  });

  test('where there are none to read (`!"findings" in answer`)', async () => {
    expect((await judgedIn({ looks: [status('FAILED')] })).verdict).toBe('unscannable');
  });

  test('where there is no scan, and null is read', async () => {
    const script = { looks: [neverScanned], start: 'denied' } as const;
    expect((await judgedIn(script)).verdict).toBe('not-configured');
  });

  test('because an ignore fits a part of an id', async () => {
    const files = {
      'ignores.yaml': 'ignores: [{ id: CVE-2023-1234, reason: other, owner: me, expires: 1970-02-01 }]',
    };
    const looks = [complete(vulnerability('CVE-2023-12345', 'CRITICAL'))];
    const { verdict, suppressed } = await judgedIn({ looks, files }, { 'ignore-file': 'ignores.yaml' });
    expect([verdict, suppressed]).toEqual(['failed', 0]);
  });
});

describe('statuses that are not known', () => {
  test('ACTIVE, which is how enhanced scanning ends, is waited for until time is out', async () => {
    const active = scanned('ACTIVE', [], { shape: 'enhanced' });
    const { verdict, journal } = await judgedIn({ looks: [active] });
    expect([verdict, journal]).toEqual(['passed', ['0 s: look']]);
  });

  test.each([
    ['SCAN_ELIGIBILITY_EXPIRED', 'unscannable'],
    ['FINDINGS_UNAVAILABLE', 'unscannable'],
    ['LIMIT_EXCEEDED', 'unscannable'],
    ['IMAGE_ARCHIVED', 'archived'],
  ])('%s is waited for until time is out', async (word, verdict) => {
    const ended = await judgedIn({ looks: [status(word)] });
    expect([ended.verdict, ended.journal]).toEqual([verdict, ['0 s: look']]);
  });

  test('a refusal is taken for a scan that is not done', async () => {
    const ports = world({ lookFails: setupFailure({ code: 'access-denied', what: 'Denied' }) });
    await expect(scanImage(given(), 'eu-west-1', ports)).rejects.toThrow('Denied');
    expect(ports.journal).toEqual(['0 s: look']);
  });

  test('a scan that never ends is waited for without end', async () => {
    const { verdict, journal } = await judgedIn({ looks: [status('PENDING')] });
    expect([verdict, journal.at(-1)]).toEqual(['timed-out', '600 s: look']);
  });
});

describe('scans that are started', () => {
  test('where Inspector scans, which refuses it', async () => {
    const looks = [neverScanned, scanned('ACTIVE', [critical], { shape: 'enhanced' })];
    const { verdict, journal } = await judgedIn({
      looks,
      scanning: { kind: 'enhanced', scans: 'continuously' },
    });
    expect([verdict, journal.some((line) => line.endsWith('start'))]).toEqual(['failed', false]);
  });

  test('a second time in a day, which is no failure', async () => {
    const looks = [neverScanned, neverScanned, complete()];
    const script = { looks, start: 'coming', scanning: { kind: 'basic', onPush: false } } as const;
    expect((await judgedIn(script)).verdict).toBe('passed');
  });
});

describe('another image than the one that runs', () => {
  test('a tag is judged, which may be another image by the time it is deployed', async () => {
    const { judged } = await judgedIn({}, { digest: 'v1' });
    const { approval } = reportOf(judged, nothingWritten).outputs;
    expect(JSON.parse(approval)).toMatchObject({ digest, allowed: true });
  });

  test('an index is called unscannable, or only one platform of it is looked at', async () => {
    const platforms = [
      { platform: 'linux/amd64', digest: amd64 },
      { platform: 'linux/arm64', digest: arm64 },
    ];
    const looks = { [amd64]: [complete()], [arm64]: [complete(critical)] };
    const { verdict, judged } = await judgedIn({ platforms, looks });
    expect([verdict, judged.digest, judged.listed.map((each) => each.platforms)]).toEqual([
      'failed',
      digest,
      [['linux/arm64']],
    ]);
  });

  test('attestations that buildx puts into every index are scanned', async () => {
    const { run, transcript } = await play({
      play: async ({ pushIndex, judge }) => judge(await pushIndex('clean')),
    });
    expect(run.outputs.verdict).toBe('passed');
    expect(transcript.match(/Platform \S+:/g)).toEqual(['Platform linux/amd64:', 'Platform linux/arm64:']);
  });
});

describe('kinds of scanning that are guessed', () => {
  test('a clean image has no enhanced findings, and so is taken for basic', async () => {
    const script: Script = {
      looks: [scanned('ACTIVE', [])],
      scanning: { kind: 'enhanced', scans: 'continuously' },
    };
    const { judged, verdict } = await judgedIn(script, { 'fixable-only': 'true' });
    expect([judged.scanType, verdict]).toEqual(['enhanced', 'passed']);
  });

  test('fixes that basic scanning does not know are taken for none, and everything passes', async () => {
    const ports = world({ looks: [complete(critical)], scanning: { kind: 'basic', onPush: false } });
    const asked = given({ 'fixable-only': 'true' });
    await expect(scanImage(asked, 'eu-west-1', ports)).rejects.toMatchObject({
      code: 'enhanced-scanning-needed',
    });
    expect(ports.journal).toEqual([]);
  });
});

describe('reports that change the gate', () => {
  test('with SARIF every severity fails', async () => {
    const inTheWay = async (tag: string, sarif: boolean): Promise<unknown> => {
      const { run } = await play({
        images: `  - { repository: team/web, tag: low, findings: [{ id: CVE-2026-0002, severity: LOW, package: zlib, version: '1' }] }`,
        play: ({ pushAndJudge }) => pushAndJudge(tag, sarif ? { 'sarif-file': 'scan.sarif' } : {}),
      });
      return [run.exitCode, run.outputs.verdict, run.outputs.counts];
    };
    expect(await inTheWay('low', true)).toEqual(await inTheWay('low', false));
    expect(await inTheWay('critical', true)).toEqual(await inTheWay('critical', false));
  });

  test('results of SARIF that have no location, and are refused', async () => {
    const { judged } = await judgedIn({ looks: [complete(critical)] });
    const sarif = sarifOf(judged);
    const { runs } = JSON.parse('text' in sarif ? sarif.text : '') as {
      readonly runs: readonly { readonly results: readonly { readonly locations: readonly object[] }[] }[];
    };
    expect(runs.flatMap(({ results }) => results.map(({ locations }) => locations.length))).toEqual([1]);
  });

  test('files that are written somewhere else than they were asked for', async () => {
    let asked = '';
    const { run } = await play({
      play: ({ stage, pushAndJudge }) => {
        asked = join(stage.workspace, 'scan.sarif');
        return pushAndJudge('clean', { 'sarif-file': 'scan.sarif' });
      },
    });
    expect(run.outputs['sarif-file']).toBe(asked);
  });
});

describe('inputs that become commands, and values that leak', () => {
  test('shell in an input is run', async () => {
    let touched = true;
    const { run } = await play({
      play: async ({ stage, pushAndJudge }) => {
        const shell = '$(touch pwned); `touch pwned` && touch pwned #';
        const played = await pushAndJudge('clean', { packages: shell });
        touched = existsSync(join(stage.workspace, 'pwned'));
        return played;
      },
    });
    expect([run.exitCode, touched]).toEqual([0, false]);
    expect(action.using).toBe('node24');
  });

  test('a digest that is shell is looked up', async () => {
    const { run, transcript } = await play({ play: ({ judge }) => judge('v1; touch pwned') });
    expect([run.exitCode, transcript.includes('calls that read')]).toEqual([1, false]);
  });

  test('inputs of one step reach the next', async () => {
    const { run } = await play({ play: ({ pushAndJudge }) => pushAndJudge('clean') });
    expect(run.environment).toEqual({});
  });

  test('outputs name the account, and are dropped where it is masked', async () => {
    const { run } = await play({ play: ({ pushAndJudge }) => pushAndJudge('critical') });
    expect(JSON.stringify(run.outputs)).not.toContain('111122223333');
  });
});
