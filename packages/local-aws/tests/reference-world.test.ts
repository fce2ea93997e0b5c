/** The reference world: it has every key there is, and what its comments promise happens. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { askEcs } from '../src/ask.ts';
import { virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';
import { worldSchema, type WorldSchema } from '../src/world-schema.ts';

const text = readFileSync(new URL('../reference.world.yaml', import.meta.url), 'utf8');

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

function keysOf(schema: WorldSchema, path: string): string[] {
  if (schema.items !== undefined) return keysOf(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...keysOf(inner, at)];
  });
}

function keysWithin(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysWithin(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...keysWithin(inner, at)];
  });
}

test('it has every key of the schema', () => {
  const there = new Set(keysWithin(parse(text, { merge: true }), ''));
  expect(keysOf(worldSchema, '').filter((key) => !there.has(key))).toEqual([]);
});

async function opening() {
  const clock = virtualClock();
  const cloud = await startLocalAws({ world: readWorld(text, 'reference.world.yaml'), clock });
  opened.push(cloud);
  const web = () => cloud.ecs.services.find(({ name }) => name === 'web');
  const until = (holds: () => boolean): void => {
    for (let second = 0; second < 3600 && !holds(); second += 1) clock.advance(1000);
    expect(holds()).toBe(true);
  };
  until(() => web()?.history[0]?.status === 'SUCCESSFUL');
  return { cloud, web, until };
}

test.each([
  ['web:2', 'ROLLBACK_SUCCESSFUL', 'Essential container in task exited'],
  ['web:3', 'SUCCESSFUL', 'ResourceInitializationError: unable to pull secrets or registry auth'],
  ['web:4', 'ROLLBACK_SUCCESSFUL', 'CannotPullContainerError'],
  ['web:5', 'SUCCESSFUL', 'Scaling activity'],
])('a deployment of %s ends as %s, after tasks that stopped for: %s', async (revision, status, reason) => {
  const { cloud, web, until } = await opening();
  await askEcs(cloud.endpoint, 'UpdateService', {
    cluster: 'harbour',
    service: 'web',
    taskDefinition: revision,
  });
  until(() => web()?.history[0]?.status === status);
  expect(cloud.ecs.tasks.some(({ stoppedReason = '' }) => stoppedReason.startsWith(reason))).toBe(true);
});
