/**
 * What holds for every gate, whatever was found and whatever its policy: more findings make it no milder, more ignores
 * make it no stricter, and neither the order nor the pages in which findings come make it another one.
 */
import { expect, test } from '@jest/globals';
import { EcrScans } from '@slipway/aws/ecr-scan';
import fc from 'fast-check';
import type { JudgedImage } from '../src/judged-image.ts';
import type { FoundVulnerability, PlatformImage, Scans } from '../src/ports.ts';
import { scanImage } from '../src/scan-image.ts';
import {
  amd64,
  arm64,
  given,
  scanned,
  vulnerability,
  world,
  type MemoryWorld,
  type Script,
} from './world.ts';

const seed = 20261122;
const baseline = `sha256:${'b'.repeat(64)}`;
const platforms: readonly PlatformImage[] = [
  { platform: 'linux/amd64', digest: amd64 },
  { platform: 'linux/arm64', digest: arm64 },
];

/** Few ids, packages and versions, so that findings meet. */
const found: fc.Arbitrary<FoundVulnerability> = fc
  .record({
    id: fc.constantFrom('CVE-2026-1', 'CVE-2026-12', 'GHSA-1'),
    severity: fc.constantFrom('CRITICAL', 'HIGH', 'MEDIUM', 'UNTRIAGED'),
    package: fc.constantFrom('openssl', 'lodash'),
    version: fc.constantFrom('1', '2'),
    packageManager: fc.constantFrom('OS', 'NODEPKG'),
    path: fc.constantFrom(undefined, 'app/a', 'opt/b'),
    fix: fc.constantFrom('yes' as const, 'partial' as const, 'no' as const, undefined),
    score: fc.constantFrom(undefined, 5, 9.8),
    publishedAt: fc.constantFrom(undefined, -1, -40 * 86_400_000),
    state: fc.constantFrom('active' as const, 'active' as const, 'suppressed' as const),
  })
  .map((more) => vulnerability(more.id, more.severity, { ...more, arn: `arn:${more.id}` }));

/** Of the image's two platforms, and of its baseline's. */
interface Found {
  readonly image: readonly [readonly FoundVulnerability[], readonly FoundVulnerability[]];
  readonly baseline: readonly [readonly FoundVulnerability[], readonly FoundVulnerability[]];
}

const some = fc.array(found, { maxLength: 6 });
const finds: fc.Arbitrary<Found> = fc.record({ image: fc.tuple(some, some), baseline: fc.tuple(some, some) });

const ignore = fc.record({
  id: fc.constantFrom('CVE-2026-1', 'CVE-2026-12', 'GHSA-1'),
  package: fc.constantFrom(undefined, 'openssl', 'lodash'),
  path: fc.constantFrom(undefined, 'app/*'),
  'until-fixed': fc.boolean(),
});
type IgnoreEntry = typeof ignore extends fc.Arbitrary<infer T> ? T : never;

const asked = fc
  .record({
    'fail-on': fc.constantFrom('', 'critical: 0', 'critical: 1\nhigh: 2', 'medium: 0\nundefined: 1'),
    'fixable-only': fc.constantFrom('', 'true'),
    'new-only': fc.constantFrom('', 'true'),
    kev: fc.constantFrom('', 'warn', 'fail'),
    'epss-above': fc.constantFrom('', '0.5'),
    'max-age': fc.constantFrom('', 'high: 30d'),
    packages: fc.constantFrom('', 'open*', '!openssl'),
    paths: fc.constantFrom('', '!app/*'),
  })
  .map((inputs): Readonly<Record<string, string>> => ({ ...inputs, baseline: baseline }));

/** JSON is YAML. */
const ignoreFile = (entries: readonly IgnoreEntry[]): string =>
  JSON.stringify({
    ignores: entries.map((entry, index) => ({
      ...entry,
      reason: `entry ${String(index)} of this test`,
      owner: 'the test',
      expires: '1970-02-01',
    })),
  });

/** Which of the two an image is, by its digest. */
const indexOf: Readonly<Record<string, 0 | 1>> = {
  [amd64]: 0,
  [arm64]: 1,
  [`${baseline}0`]: 0,
  [`${baseline}1`]: 1,
};

function ofFound({ image, baseline: before }: Found, ignores: readonly IgnoreEntry[]): Script {
  const looks = (list: readonly FoundVulnerability[]) => [scanned('ACTIVE', list, { shape: 'enhanced' })];
  return {
    scanning: { kind: 'enhanced', scans: 'continuously' },
    looks: {
      [amd64]: looks(image[0]),
      [arm64]: looks(image[1]),
      [`${baseline}0`]: looks(before[0]),
      [`${baseline}1`]: looks(before[1]),
    },
    threats: {
      'arn:CVE-2026-1': { knownExploited: true, epss: 0.1 },
      'arn:CVE-2026-12': { knownExploited: false, epss: 0.9 },
    },
    files: { 'ignores.json': ignoreFile(ignores) },
  };
}

/** The image has two platforms, and so has its baseline. */
function staged(script: Script, scans?: Scans): MemoryWorld {
  const made = world({ ...script, platforms });
  const images: MemoryWorld['images'] = {
    ...made.images,
    platforms: async (_, digest) =>
      digest === baseline
        ? platforms.map(({ platform }, index) => ({ platform, digest: `${baseline}${String(index)}` }))
        : platforms,
  };
  return { ...made, images, ...(scans === undefined ? {} : { scans }) };
}

const judge = (
  finds: Found,
  inputs: Readonly<Record<string, string>>,
  ignores: readonly IgnoreEntry[],
  scans?: Scans,
): Promise<JudgedImage> => {
  const all = given({ ...inputs, 'ignore-file': 'ignores.json' });
  return scanImage(all, 'eu-west-1', staged(ofFound(finds, ignores), scans));
};

/** What two entries of a file may not have in common. */
const placeOf = (entry: IgnoreEntry): string => JSON.stringify([entry.id, entry.package, entry.path]);

const distinctIgnores = fc.uniqueArray(ignore, { maxLength: 3, selector: placeOf });

test('one more finding never turns failed into anything else', () =>
  fc.assert(
    fc.asyncProperty(
      finds,
      asked,
      distinctIgnores,
      found,
      fc.nat(1),
      async (before, inputs, ignores, more, on) => {
        const first = await judge(before, inputs, ignores);
        const [a, b] = before.image;
        const image = on === 0 ? ([[...a, more], b] as const) : ([a, [...b, more]] as const);
        const then = await judge({ ...before, image }, inputs, ignores);
        if (first.judgement.verdict === 'failed') expect(then.judgement.verdict).toBe('failed');
      },
    ),
    { seed, numRuns: 400 },
  ));

test('one more ignore never turns passed into anything else', () =>
  fc.assert(
    fc.asyncProperty(finds, asked, distinctIgnores, ignore, async (all, inputs, ignores, more) => {
      const isNew = !ignores.some((each) => placeOf(each) === placeOf(more));
      const first = await judge(all, inputs, ignores);
      const then = await judge(all, inputs, isNew ? [...ignores, more] : ignores);
      if (first.judgement.verdict === 'passed') expect(then.judgement.verdict).toBe('passed');
    }),
    { seed, numRuns: 400 },
  ));

test('neither the order of findings nor their pages make another image of it', () =>
  fc.assert(
    fc.asyncProperty(
      finds,
      asked,
      distinctIgnores,
      fc.integer({ min: 1, max: 4 }),
      async (all, inputs, ignores, size) => {
        const straight = await judge(
          all,
          inputs,
          ignores,
          paged(all, 100, (list) => list),
        );
        const turned = await judge(
          all,
          inputs,
          ignores,
          paged(all, size, (list) => list.toReversed()),
        );
        expect(JSON.parse(JSON.stringify(turned))).toEqual(JSON.parse(JSON.stringify(straight)));
      },
    ),
    { seed, numRuns: 200 },
  ));

/** The gateway over pages as ECR gives them. */
function paged(
  { image, baseline: before }: Found,
  size: number,
  ordered: (list: readonly FoundVulnerability[]) => readonly FoundVulnerability[],
): Scans {
  const send = async ({ input }: { input: { imageId: { imageDigest: string }; nextToken?: string } }) => {
    const { imageDigest } = input.imageId;
    const list = ordered((imageDigest.startsWith(baseline) ? before : image)[indexOf[imageDigest] ?? 0]);
    const from = Number(input.nextToken ?? '0');
    const imageScanFindings = {
      imageScanCompletedAt: new Date(0),
      findingSeverityCounts: { HIGH: list.length },
      enhancedFindings: list.slice(from, from + size).map(enhanced),
    };
    const nextToken = from + size < list.length ? String(from + size) : undefined;
    return { imageScanStatus: { status: 'ACTIVE' }, imageScanFindings, nextToken };
  };
  return new EcrScans({ region: 'eu-west-1' }, { send } as unknown as ConstructorParameters<
    typeof EcrScans
  >[1]);
}

/** As ECR writes it. */
function enhanced(each: FoundVulnerability): object {
  const { publishedAt } = each;
  return {
    ...(each.arn === undefined ? {} : { findingArn: each.arn }),
    severity: each.severity,
    status: each.state === 'suppressed' ? 'SUPPRESSED' : 'ACTIVE',
    ...(each.fix === undefined ? {} : { fixAvailable: each.fix.toUpperCase() }),
    ...(each.score === undefined ? {} : { score: each.score }),
    packageVulnerabilityDetails: {
      vulnerabilityId: each.id,
      ...(publishedAt === undefined ? {} : { vendorCreatedAt: new Date(publishedAt) }),
      vulnerablePackages: [
        {
          name: each.package,
          version: each.version,
          packageManager: each.packageManager,
          ...(each.path === undefined ? {} : { filePath: each.path }),
        },
      ],
    },
  };
}
