/** The README promises operations and shows parts of worlds; this compares and reads them. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { startLocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the README lists the operations that are there, no more and no fewer', async () => {
  const listed = /<!-- operations -->\n([\s\S]*?)<!-- \/operations -->/.exec(readme)?.[1]?.trim();
  const cloud = await startLocalAws({ world: readWorld('', 'test.yaml') });
  await cloud.close();
  const rows = Object.entries(cloud.operations).map(
    ([service, operations]) => `- \`${service}\`: ${operations.join(', ')}`,
  );
  const registry = '- the OCI distribution API under `/v2/`, for pushing and pulling images';
  expect(listed).toBe([...rows, registry].join('\n'));
});

const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('the README has examples of worlds', () => {
  expect(examples.length).toBeGreaterThanOrEqual(2);
});

/** What an example leaves out, because it is about something else. */
const around = {
  repositories: [{ name: 'web' }],
  taskDefinitions: [
    {
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'web', portMappings: [{ containerPort: 80 }] }],
    },
  ],
};

test.each(examples)('a world can be made of the example:\n%s', async (text) => {
  const world = readWorld(JSON.stringify({ ...around, ...(parse(text) as object) }), 'README.md');
  const free = world.loadBalancers.map((each) => ({
    ...each,
    ...(each.testPort === undefined ? {} : { testPort: 0 }),
  }));
  const cloud = await startLocalAws({ world: { ...world, loadBalancers: free } });
  expect(cloud.ecs.services.map(({ name }) => name)).toEqual(['web']);
  await cloud.close();
});
