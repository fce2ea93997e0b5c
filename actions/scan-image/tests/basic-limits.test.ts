/** A policy that counts on what basic scanning does not tell would be an open gate there: it is refused. */
import { describe, expect, test } from '@jest/globals';
import { scanImage } from '../src/scan-image.ts';
import { amd64, arm64, complete, given, scanned, vulnerability, world, type Script } from './world.ts';

const rows = [
  ['`fixable-only` (it tells no fixes)', { 'fixable-only': 'true' }],
  ['`max-age` (it tells neither fixes nor dates)', { 'max-age': 'high: 30d' }],
  ['`paths` (it tells no paths)', { paths: '!app/*' }],
  ['`kev` without `kev-file`', { kev: 'warn' }],
  ['`epss-above` without `epss-file`', { 'epss-above': '0.5' }],
] as const;

const judged = (script: Script, values: Readonly<Record<string, string>>) => {
  const ports = world(script);
  return { ports, image: scanImage(given(values), 'eu-west-1', ports) };
};

describe.each(rows)('on basic scanning %s', (why, values) => {
  test('is refused before anything is started, in mode report too', async () => {
    const scanning = { kind: 'basic', onPush: false } as const;
    for (const mode of ['gate', 'report']) {
      const { ports, image } = judged({ scanning }, { ...values, mode });
      await expect(image).rejects.toMatchObject({
        kind: 'input',
        code: 'enhanced-scanning-needed',
        message: `The policy asks for more than basic scanning knows: ${why}. Take it out of the policy,${why.endsWith('-file`') ? ' give `kev-file` or `epss-file`,' : ''} or turn on enhanced scanning (Inspector) for this registry. Nothing was changed.`,
      });
      expect(ports.journal).toEqual([]);
    }
  });

  test('is refused once the answer is seen to be one of basic scanning', async () => {
    const { image } = judged({ looks: [complete(vulnerability('CVE-1', 'LOW'))] }, values);
    await expect(image).rejects.toMatchObject({ code: 'enhanced-scanning-needed' });
  });
});

test('one platform that is scanned the old way is enough to refuse', async () => {
  const platforms = [
    { platform: 'linux/amd64', digest: amd64 },
    { platform: 'linux/arm64', digest: arm64 },
  ];
  const looks = {
    [amd64]: [scanned('ACTIVE', [vulnerability('CVE-1', 'LOW')], { shape: 'enhanced' })],
    [arm64]: [complete(vulnerability('CVE-2', 'CRITICAL'))],
  };
  const scanning = { kind: 'enhanced', scans: 'continuously' } as const;
  const { image } = judged({ platforms, looks, scanning }, { 'fixable-only': 'true' });
  await expect(image).rejects.toMatchObject({ code: 'enhanced-scanning-needed' });
});
