/** Findings in pages: tokens belong to one scan and one list, and long lists cost no more than their length. */
import { describe, expect, test } from '@jest/globals';
import { StartImageScanCommand } from '@aws-sdk/client-ecr';
import { continuous, details, entry, finding, onScans, type ScanStage } from './scan-stage.ts';

const many = (repeat: number) => [
  finding('CVE-2026-{n}', { repeat, package: 'package-{n}', severity: 'LOW' }),
];

/** Ids of all pages, and how many pages there were. */
async function readAll({ look }: Pick<ScanStage, 'look'>, maxResults?: number) {
  const ids: string[] = [];
  let pages = 0;
  let nextToken: string | undefined;
  do {
    const size = maxResults === undefined ? {} : { maxResults };
    const page = await look({ ...size, ...(nextToken === undefined ? {} : { nextToken }) });
    const { findings = [], enhancedFindings = [] } = page.imageScanFindings ?? {};
    ids.push(...findings.map(({ name = '' }) => name));
    ids.push(...enhancedFindings.map((each) => each.packageVulnerabilityDetails?.vulnerabilityId ?? ''));
    pages += 1;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { ids, pages };
}

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `CVE-2026-${at + 1}`);

describe.each([
  ['basic', {}],
  ['enhanced', { scanning: continuous }],
])('of an %s scan', (_name, world) => {
  test.each([
    ['a hundred each, when nobody says', undefined, 3],
    ['as many as are asked for', 7, 36],
    ['one each', 1, 250],
    ['all at once', 1000, 1],
  ])('there are %s', (_words, maxResults, pages) =>
    onScans({ ...world, images: [entry(many(250))] }, async (stage) => {
      stage.clock.advance(2000);
      expect(await readAll(stage, maxResults)).toEqual({ ids: numbered(250), pages });
    }),
  );

  test.each([0, -1, 1001])('there are none of %d', (maxResults) =>
    onScans({ ...world, images: [entry(many(3))] }, async ({ clock, look }) => {
      clock.advance(2000);
      await expect(look({ maxResults })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }),
  );

  test('each counts all findings', () =>
    onScans({ ...world, images: [entry(many(3))] }, async ({ clock, look }) => {
      clock.advance(2000);
      const { nextToken = '' } = await look({ maxResults: 2 });
      const { imageScanFindings } = await look({ maxResults: 2, nextToken });
      expect(imageScanFindings?.findingSeverityCounts).toEqual({ LOW: 3 });
    }));
});

describe('a token', () => {
  test('that is none is refused', () =>
    onScans({ scanning: continuous, images: [entry(many(3))] }, async ({ clock, look }) => {
      clock.advance(2000);
      await expect(look({ nextToken: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: expect.stringContaining('nextToken'),
      });
    }));

  test('of a scan that another one took the place of is refused', () =>
    onScans({ images: [entry(many(3), { scan: [{ at: 0, status: 'COMPLETE' }] })] }, async (stage) => {
      const { clock, look, client } = stage;
      clock.advance(24 * 3_600_000);
      const { nextToken = '' } = await look({ maxResults: 2 });
      await client.send(
        new StartImageScanCommand({ repositoryName: 'team/web', imageId: { imageTag: 'v1' } }),
      );
      clock.advance(2000);
      await expect(look({ nextToken })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }));

  test('goes on in the list that it is of, whatever is found meanwhile', () => {
    const images = [entry([finding('CVE-0', { until: 5000 }), ...many(3), finding('CVE-9', { from: 5000 })])];
    return onScans({ scanning: continuous, images }, async ({ clock, look }) => {
      clock.advance(2000);
      const first = await look({ maxResults: 2 });
      clock.advance(3000);
      const second = await look({ maxResults: 2, nextToken: first.nextToken });
      const idsOf = ({ imageScanFindings }: typeof first) =>
        imageScanFindings?.enhancedFindings?.map((each) => each.packageVulnerabilityDetails?.vulnerabilityId);
      expect([idsOf(first), idsOf(second)]).toEqual([
        ['CVE-0', 'CVE-2026-1'],
        ['CVE-2026-2', 'CVE-2026-3'],
      ]);
      expect(second.imageScanFindings?.imageScanCompletedAt).toEqual(
        first.imageScanFindings?.imageScanCompletedAt,
      );
    });
  });
});

describe('a long list', () => {
  test('of a hundred thousand findings is counted whole on each of its pages', () =>
    onScans({ images: [entry(many(100_000))] }, async ({ clock, look }) => {
      clock.advance(2000);
      let token: { readonly nextToken?: string | undefined } = {};
      for (let page = 1; page <= 10; page += 1) {
        const { imageScanFindings, nextToken } = await look({ maxResults: 1000, ...token });
        expect(imageScanFindings?.findingSeverityCounts).toEqual({ LOW: 100_000 });
        expect(imageScanFindings?.findings?.at(-1)?.name).toBe(`CVE-2026-${1000 * page}`);
        token = { nextToken };
      }
    }));

  test('is known to Inspector as far as it was told', () =>
    onScans({ scanning: continuous, images: [entry(many(2000))] }, async (stage) => {
      stage.clock.advance(2000);
      const { nextToken = '' } = await stage.look({ maxResults: 1000 });
      const last = await stage.look({ maxResults: 1000, nextToken });
      const arn = last.imageScanFindings?.enhancedFindings?.at(-1)?.findingArn ?? '';
      expect((await details(stage, arn)).findingDetails).toHaveLength(1);
    }));
});
