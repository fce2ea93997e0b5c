/** What stands around the example app says the same: its image, compose, the local cloud and Terraform. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../src/repository.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const dockerfile = read('example-app/Dockerfile');

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly build: { readonly target?: string; readonly args: Readonly<Record<string, string>> };
        readonly ports?: readonly string[];
        readonly network_mode?: string;
        readonly profiles?: readonly string[];
        readonly healthcheck?: { readonly test: readonly string[] };
      }
    >
  >;
}

const { services } = parse(read('example-app/compose.yaml')) as Compose;
const port = /^EXPOSE (\d+)$/m.exec(dockerfile)?.[1] ?? 'no port';
const world = read('example-app/slipway.world.yaml');

test('the port is one everywhere', () => {
  expect(port).toMatch(/^\d+$/);
  expect(services.app?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
  expect(world).toContain(`containerPort: ${port}`);
  expect(read('terraform/environments/production/web.tfvars')).toContain(`port = ${port}`);
});

test('compose asks what the load balancer asks', () => {
  const path = / {6}healthCheck:\n {8}path: (\S+)\n/.exec(world)?.[1] ?? 'no path';
  expect(services.app?.healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${port}${path}`);
});

test('compose builds stages that there are, with arguments that there are', () => {
  const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name);
  const declared = [...dockerfile.matchAll(/^ARG (\w+)/gm)].map(([, name]) => name);
  for (const { build } of Object.values(services)) {
    expect(stages).toContain(build.target ?? stages.at(-1));
    expect(declared).toEqual(expect.arrayContaining(Object.keys(build.args)));
  }
});

test('the tests have no network in the image, and none in compose, which starts them only when asked', () => {
  expect(dockerfile).toContain('\nRUN --network=none node --test ');
  expect(services.tests).toMatchObject({
    build: { target: 'test' },
    network_mode: 'none',
    profiles: ['tests'],
  });
});

test('the page names each file of the app', () => {
  const page = read('example-app/README.md');
  for (const file of ['Dockerfile', 'compose.yaml', 'slipway.world.yaml', '.github/workflows/', 'tests/'])
    expect(page).toContain(`| \`${file}\``);
});
