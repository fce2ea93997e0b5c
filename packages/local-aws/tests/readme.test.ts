/** The README promises operations; this compares them with what the cloud has. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { startLocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

test('the README lists the operations that are there, no more and no fewer', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const listed = /<!-- operations -->\n([\s\S]*?)<!-- \/operations -->/.exec(readme)?.[1]?.trim();
  const cloud = await startLocalAws({ world: readWorld('', 'test.yaml') });
  await cloud.close();
  const rows = Object.entries(cloud.operations).map(
    ([service, operations]) => `- \`${service}\`: ${operations.join(', ')}`,
  );
  const registry = '- the OCI distribution API under `/v2/`, for pushing and pulling images';
  expect(listed).toBe([...rows, registry].join('\n'));
});
