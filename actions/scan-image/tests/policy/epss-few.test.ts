/** A file with the scores of some CVEs is used, and whoever gave it is told that it is not whole. */
import { expect, test } from '@jest/globals';
import { scanImage } from '../../src/scan-image.ts';
import { complete, given, vulnerability, world } from '../world.ts';

test('an answer about one CVE is used with a warning', async () => {
  const row = { cve: 'CVE-2026-0001', epss: '0.9', date: '1970-01-01' };
  const files = { 'epss.json': JSON.stringify({ total: 1, data: [row] }) };
  const ports = world({ files, looks: [complete(vulnerability('CVE-2026-0001', 'LOW'))] });
  const inputs = given({ 'epss-above': '0.5', 'epss-file': 'epss.json' });
  const { judgement, warnings } = await scanImage(inputs, 'eu-west-1', ports);
  expect(judgement.verdict).toBe('failed');
  expect(warnings).toContainEqual(expect.stringMatching(/^The EPSS file epss\.json has 1 score only/));
});
