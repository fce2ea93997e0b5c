/** Vulnerabilities of packages, found in what an image's layers say is installed in it. */
import { describe, expect, test } from '@jest/globals';
import type { VulnerabilityWorld } from '../../src/world.ts';
import { pushLayers, type TarEntry } from '../ecr-images.ts';
import { continuous, entry, onScans, type ScanStage } from './scan-stage.ts';

const file = (name: string, content: string): TarEntry => ({ name, content });

const apk = file(
  'lib/apk/db/installed',
  'C:Q1\nP:libssl3\nV:3.5.0-r0\nA:x86_64\no:openssl\n\nP:busybox\nV:1.37.0-r12\nA:x86_64\n',
);
const dpkg = file(
  'var/lib/dpkg/status',
  [
    'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.41-12+deb13u1\n',
    'Package: vim\nStatus: deinstall ok config-files\nVersion: 2:9.1-1\n',
    'Package: zlib1g\nStatus: install ok installed\nVersion: 1:1.3.1-1\nDescription: a library\n with: colons\n',
  ].join('\n'),
);
const npm = (folder: string, name: string, version: string): TarEntry =>
  file(`./app/${folder}/package.json`, JSON.stringify({ name, version }));

const known = (name: string, more: Partial<VulnerabilityWorld> = {}): VulnerabilityWorld => ({
  id: `CVE-${name}`,
  severity: 'HIGH',
  package: name,
  ...more,
});

/** `id: package version`, of an image with these layers. */
async function foundIn(stage: ScanStage, layers: readonly (readonly TarEntry[])[]) {
  const imageDigest = await pushLayers(stage, 'team/web', layers);
  stage.clock.advance(2000);
  const { imageScanFindings } = await stage.look({ imageId: { imageDigest } });
  return (imageScanFindings?.enhancedFindings ?? []).flatMap((each) =>
    (each.packageVulnerabilityDetails?.vulnerablePackages ?? []).map((held) => held),
  );
}

const finding = (
  layers: readonly (readonly TarEntry[])[],
  vulnerabilities: readonly VulnerabilityWorld[],
  expected: readonly object[],
) =>
  onScans({ scanning: continuous, vulnerabilities }, async (stage) => {
    const found = await foundIn(stage, layers);
    expect(found).toHaveLength(expected.length);
    expect(found).toMatchObject(expected);
  });

describe('a package is found', () => {
  test('that apk installed, with its release told apart', () =>
    finding(
      [[apk]],
      [known('libssl3', { fixed: '3.5.9-r0' }), known('musl')],
      [
        {
          name: 'libssl3',
          version: '3.5.0',
          release: 'r0',
          epoch: 0,
          arch: 'X86_64',
          packageManager: 'OS',
          fixedInVersion: '3.5.9-r0',
          sourceLayerHash: expect.stringMatching(/^sha256:/),
        },
      ],
    ));

  test('that dpkg installed, with its epoch told apart, and not one that was removed', () =>
    finding(
      [[dpkg]],
      [known('libc6'), known('vim'), known('zlib1g')],
      [
        { name: 'libc6', version: '2.41', release: '12+deb13u1', epoch: 0, arch: 'X86_64' },
        { name: 'zlib1g', version: '1.3.1', release: '1', epoch: 1 },
      ],
    ));

  test('that an image without a package manager records in a file of its own', () =>
    finding(
      [[file('var/lib/dpkg/status.d/openssl', 'Package: openssl\nVersion: 3.5.0-1\n')]],
      [known('openssl')],
      [{ name: 'openssl', version: '3.5.0' }],
    ));

  test('that npm installed, at any depth, scoped or not, with its file', () =>
    finding(
      [
        [
          npm('node_modules/lodash', 'lodash', '4.17.20'),
          npm('node_modules/a/node_modules/@types/b', '@types/b', '1.0.0-beta.1'),
          npm('node_modules/lodash/dist', 'dist', '1.0.0'),
          npm('src', 'src', '1.0.0'),
        ],
      ],
      [known('lodash'), known('@types/b'), known('dist'), known('src')],
      [
        {
          name: 'lodash',
          version: '4.17.20',
          packageManager: 'NODEPKG',
          filePath: 'app/node_modules/lodash/package.json',
        },
        {
          name: '@types/b',
          version: '1.0.0-beta.1',
          filePath: 'app/node_modules/a/node_modules/@types/b/package.json',
        },
      ],
    ));

  test('as the highest layer has it, unless that hides it', () =>
    finding(
      [
        [
          npm('node_modules/a', 'a', '1.0.0'),
          npm('node_modules/b', 'b', '1.0.0'),
          npm('node_modules/c', 'c', '1.0.0'),
          npm('lib/node_modules/d', 'd', '1.0.0'),
        ],
        [
          npm('node_modules/a', 'a', '2.0.0'),
          file('app/node_modules/.wh.b', ''),
          file('app/node_modules/c/.wh.package.json', ''),
          npm('lib/node_modules/e', 'e', '1.0.0'),
          file('app/lib/.wh..wh..opq', ''),
        ],
      ],
      ['a', 'b', 'c', 'd', 'e'].map((name) => known(name)),
      [
        { name: 'a', version: '2.0.0' },
        { name: 'e', version: '1.0.0' },
      ],
    ));

  test('in what the world says that an image without layers holds', () =>
    onScans(
      {
        scanning: continuous,
        images: [entry([], { packages: [{ name: 'libssl3', version: '3.5.0-r0' }] })],
        vulnerabilities: [known('libssl3')],
      },
      async ({ clock, ids }) => {
        clock.advance(2000);
        expect(await ids()).toEqual(['CVE-libssl3']);
      },
    ));

  test('by basic scanning, too', () =>
    onScans({ vulnerabilities: [known('libssl3')] }, async (stage) => {
      const imageDigest = await pushLayers(stage, 'team/web', [[apk]]);
      stage.clock.advance(2000);
      const { imageScanFindings } = await stage.look({ imageId: { imageDigest } });
      expect(imageScanFindings?.findings?.map(({ name }) => name)).toEqual(['CVE-libssl3']);
    }));
});

describe('a version has a vulnerability', () => {
  test.each([
    ['any version', {}, 1],
    ['any but the fixed one', { fixed: '3.5.0-r0' }, 0],
    ['one that is listed', { versions: ['3.4.9-r0', '3.5.0-r0'], fixed: '3.5.1-r0' }, 1],
    ['none that is not listed', { versions: ['3.4.9-r0'] }, 0],
    ['one that fits a pattern', { versions: ['3.5.*'] }, 1],
    ['none of another package manager', { packageManager: 'NODEPKG' }, 0],
    ['one of the same', { packageManager: 'OS' }, 1],
  ])('%s', (_name, more, count) =>
    onScans({ scanning: continuous, vulnerabilities: [known('libssl3', more)] }, async (stage) => {
      expect(await foundIn(stage, [[apk]])).toHaveLength(count);
    }),
  );
});

test('records that are none, and files that are no packages, are passed over', () =>
  finding(
    [
      [
        file('app/node_modules/a/package.json', '{'),
        file('app/node_modules/b/package.json', '{"name":"b"}'),
        apk,
      ],
    ],
    [known('a'), known('b'), known('busybox')],
    [{ name: 'busybox', version: '1.37.0', release: 'r12' }],
  ));
