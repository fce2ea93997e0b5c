import { describe, expect, test } from '@jest/globals';
import { platformsOf } from '../src/index-platforms.ts';

const digest = (start: string): string => `sha256:${start.padEnd(64, '0')}`;
const attests = { 'vnd.docker.reference.type': 'attestation-manifest' };
const amd64 = { os: 'linux', architecture: 'amd64' };

const platforms = (...manifests: readonly object[]) => platformsOf(JSON.stringify({ manifests }), 'web');
const names = (...manifests: readonly object[]): readonly string[] =>
  platforms(...manifests).map(({ platform }) => platform);

const windows = (start: string, osVersion?: string): object => ({
  digest: digest(start),
  platform: { os: 'windows', architecture: 'amd64', 'os.version': osVersion },
});

describe('an entry of an index', () => {
  test('is an image of its platform, in the order of the index', () => {
    expect(
      platforms(
        { digest: digest('1'), platform: amd64 },
        { digest: digest('2'), platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
        { digest: digest('3') },
      ),
    ).toEqual([
      { platform: 'linux/amd64', digest: digest('1') },
      { platform: 'linux/arm/v7', digest: digest('2') },
      { platform: 'unknown', digest: digest('3') },
    ]);
  });

  test('can’t run for an unknown platform, whatever annotates it', () => {
    const platform = { os: 'unknown', architecture: 'unknown' };
    expect(
      names({ digest: digest('1'), platform }, { digest: digest('2'), platform, annotations: attests }),
    ).toEqual([]);
  });

  test.each<[string, object | undefined, string]>([
    ['a platform', amd64, 'linux/amd64'],
    ['no platform', undefined, 'unknown'],
    [
      'an unknown architecture of a system that is',
      { os: 'linux', architecture: 'unknown' },
      'linux/unknown',
    ],
  ])('that is annotated as an attestation is an image all the same: with %s', (_, platform, name) => {
    expect(names({ digest: digest('1'), platform, annotations: attests })).toEqual([name]);
  });
});

describe('entries for one platform', () => {
  test('are told apart by the version of their system, and where that is alike by their digests', () => {
    expect(
      names(
        windows('aaaa', '10.0.17763.3532'),
        windows('bbbb', '10.0.20348.1'),
        windows('cccc', '10.0.20348.2'),
        { digest: digest('d'), platform: amd64 },
        windows('eeee'),
      ),
    ).toEqual([
      'windows/amd64:10.0.17763',
      'windows/amd64:10.0.20348@bbbb00000000',
      'windows/amd64:10.0.20348@cccc00000000',
      'linux/amd64',
      'windows/amd64',
    ]);
  });

  test('that are simply doubled are told apart by their digests', () => {
    const doubled = ['1', '2'].map((start) => ({ digest: digest(start), platform: amd64 }));
    expect(names(...doubled)).toEqual(['linux/amd64@100000000000', 'linux/amd64@200000000000']);
  });

  test('whose digests begin alike show all of them', () => {
    const alike = ['1', '2'].map((end) => ({ digest: digest(`abcdefabcdef${end}`), platform: amd64 }));
    expect(new Set(names(...alike)).size).toBe(2);
  });

  test('that are one image are one, also for two versions of one build', () => {
    const image = { digest: digest('1'), platform: amd64 };
    expect(names(image, image)).toEqual(['linux/amd64']);
    expect(names(windows('1', '10.0.17763.1'), windows('1', '10.0.17763.2'))).toEqual([
      'windows/amd64:10.0.17763',
    ]);
  });

  test('may have null where nothing is said', () => {
    const about = (manifests: unknown): unknown => platformsOf(JSON.stringify({ manifests }), 'web@v1');
    expect(about([null, { digest: null }, { digest: digest('1'), platform: null }])).toEqual([
      { platform: 'unknown', digest: digest('1') },
    ]);
    expect(about(null)).toEqual([]);
  });

  test('keep a plain name while there is no other', () => {
    expect(names(windows('1', '10.0.17763.3532'))).toEqual(['windows/amd64']);
  });
});
