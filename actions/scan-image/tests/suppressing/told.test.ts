/** What the use case tells of ignores and VEX, which each say only what they know. */
import { expect, test } from '@jest/globals';
import { scanImage } from '../../src/scan-image.ts';
import { amd64, arm64, complete, given, status, vulnerability, world, type Script } from '../world.ts';
import { documentOf, statement } from './vex-documents.ts';

const entry = { reason: 'not reachable', owner: 'team-web', expires: '1970-02-01' };
const ignores = { ignores: [{ id: 'CVE-2', ...entry, 'until-fixed': true }] };
const fixed = statement({
  products: [{ '@id': 'pkg:oci/web?repository_url=123456789012.dkr.ecr.eu-west-1.amazonaws.com/web' }],
  status: 'fixed',
  vulnerability: { name: 'CVE-1', aliases: ['CVE-2'] },
});

const files = {
  'ignores.json': JSON.stringify(ignores),
  'vex.json': JSON.stringify(documentOf([fixed], { timestamp: '1970-01-01T00:00:00Z' })),
};

const judgedWith = (script: Script, inputs: Readonly<Record<string, string>>) =>
  scanImage(given({ timeout: '10s', ...inputs }), 'eu-west-1', world({ files, ...script }));

const platforms = [
  { platform: 'linux/amd64', digest: amd64 },
  { platform: 'linux/arm64', digest: arm64 },
];

test('an entry is stale only where all platforms were read', async () => {
  const withIgnores = { 'ignore-file': 'ignores.json' };
  const looks = { [amd64]: [complete()], [arm64]: [status('IN_PROGRESS')] };
  const cut = await judgedWith({ platforms, looks }, withIgnores);
  expect([cut.judgement.verdict, cut.ignores.stale]).toEqual(['timed-out', []]);
  const whole = await judgedWith({ platforms, looks: [complete()] }, withIgnores);
  expect(whole.ignores.stale).toMatchObject([{ id: 'CVE-2' }]);
});

test('basic scanning ends no entry by a fix, which is a warning', async () => {
  const basic = { kind: 'basic', onPush: true } as const;
  const { warnings } = await judgedWith({ scanning: basic }, { 'ignore-file': 'ignores.json' });
  expect(warnings).toEqual([expect.stringMatching(/^Basic scanning tells of no fix, .* of CVE-2:/)]);
});

test('a statement that does not suppress what it may mean is a warning, of what counts', async () => {
  const looks = [complete(vulnerability('CVE-1', 'LOW'), vulnerability('CVE-2', 'LOW'))];
  const { warnings } = await judgedWith({ looks }, { 'vex-file': 'vex.json', 'ignore-file': 'ignores.json' });
  expect(warnings.filter((each) => each.startsWith('The VEX document'))).toEqual([
    expect.stringMatching(
      /^The VEX document vex\.json does not suppress CVE-1 in openssl \(line 1\): `fixed`/,
    ),
  ]);
});
