/** What the page says of each permission is true: it is taken away in the local cloud, and the step ends as the page has it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure, setupFailure } from '@slipway/action-kit/failures';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { pushLayout } from '@slipway/test-kit/pushed-image';
import { provideImage } from '../src/provide-image.ts';
import type { Placed } from '../src/result.ts';
import type { Request } from '../src/request.ts';
import { cloudWorld, freshLogins, type CloudWorld } from './cloud-world.ts';
import { image, writeLayoutOf, type Part } from '@slipway/test-kit/layouts-on-disk';
import { buildRequest, request } from './memory-world.ts';

const list = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const permissions = list
  .split(/^- /m)
  .slice(1)
  .map((row) => ({
    action: /^action: (\S+)$/m.exec(row)?.[1] ?? '',
    less: (/^ {2}less: \[(.*)\]$/m.exec(row)?.[1] ?? '').split(', '),
    isExtra: /^ {2}only: /m.test(row),
  }));
const [needed, extra] = [
  permissions.filter((each) => !each.isExtra),
  permissions.filter((each) => each.isExtra),
];

const isOf = (names: readonly string[], action: string): boolean =>
  names.includes(action.replace('ecr:', ''));

const deny: { action: string; resource: string }[] = [];
const environment = { ...process.env };
let cloud: LocalAws;
let world: CloudWorld;
const earlier = image('version 0');
const mine = image('version 1');

beforeAll(async () => {
  // Without ECR's limits: no workflow puts as many images in a second as these tests do.
  const yaml = "region: eu-west-1\nthrottling: 'off'";
  cloud = await startLocalAws({ world: { ...readWorld(yaml, 'world'), deny } });
  Object.assign(process.env, cloud.environment);
  world = await cloudWorld(cloud.endpoint);
  await writeLayoutOf(join(world.folder, 'layout'), [mine]);
});
afterEach(() => void (deny.length = 0));
afterAll(async () => {
  process.env = environment;
  await world.close();
  await cloud.close();
});

let repositories = 0;
/** A new repository with these images in it, the last one being the newest. */
async function repository(...images: readonly Part[]): Promise<string> {
  repositories += 1;
  const name = `team/web-${String(repositories)}`;
  await world.ecr.createRepository(name, 'cache-*');
  for (const each of images) {
    const folder = join(world.folder, each.digest.slice(-12));
    await writeLayoutOf(folder, [each]);
    await pushLayout(cloud.endpoint, folder, name, `from-${each.digest.slice(-6)}`);
  }
  return name;
}

const asks: Readonly<Record<string, () => Promise<Request>>> = {
  'oci-layout': async () => ({
    ...request,
    repository: await repository(earlier),
    source: { kind: 'oci-layout', layout: 'layout' },
  }),
  build: async () => ({ ...buildRequest, repository: await repository(earlier) }),
  'promote-from': async () => ({
    ...request,
    repository: await repository(earlier),
    source: { kind: 'promotion', from: await promoted(await repository(mine)) },
  }),
};
const promoted = async (name: string) => ({ registry: undefined, repository: name, digest: mine.digest });

/** How the step ends: `pushed`, or the code of its failure with all that it says. */
async function endOf(asked: Request): Promise<string> {
  try {
    const { ending } = (await provideImage(asked, { ...world, logins: freshLogins() })) as Placed;
    return ending.kind === 'stopped' ? wordsOf(ending.by.failure) : ending.kind;
  } catch (error) {
    if (error instanceof Failure) return wordsOf(error);
    throw error;
  }
}
const wordsOf = ({ code, message }: Failure): string => `${code}: ${message}`;
const refused = expect.stringMatching(/^(?:access-denied|registry-denied): /) as unknown as string;

test('the page lists them', () => {
  expect(permissions.map(({ action }) => action)).toHaveLength(list.split('action: ').length - 1);
  expect([needed.length, extra.length]).toEqual([10, 5]);
});

describe.each(Object.keys(asks))('an image from %s', (source) => {
  test('is pushed with all of them', async () => {
    expect(await endOf((await asks[source]?.()) ?? request)).toBe('pushed');
  });

  test.each(needed)('without $action', async ({ action, less }) => {
    const asked = (await asks[source]?.()) ?? request;
    deny.push({ action, resource: '*' });
    expect(await endOf(asked)).toEqual(less.includes(source) ? 'pushed' : refused);
  });
});

test('a build that is there is known again by what may be read of it', async () => {
  const asked = { ...buildRequest, repository: await repository() };
  await provideImage(asked, world);
  expect(await endOf(asked)).toBe('reused');
  deny.push({ action: 'ecr:GetDownloadUrlForLayer', resource: '*' });
  expect(await endOf(asked)).toEqual(refused);
});

test.each(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'])(
  'a promotion needs %s where the image comes from',
  async (action) => {
    const asked = { ...request, repository: await repository(earlier) };
    const from = await promoted(await repository(mine));
    deny.push({ action, resource: `*:repository/${from.repository}` });
    expect(await endOf({ ...asked, source: { kind: 'promotion', from } })).toEqual(refused);
  },
);

/** As deploy.yml tags what it deployed: docs/aws.md gives its role no more. */
describe('a promotion inside one repository', () => {
  const uploading = [
    'BatchCheckLayerAvailability',
    'InitiateLayerUpload',
    'UploadLayerPart',
    'CompleteLayerUpload',
  ];
  const besides = needed.map(({ action }) => action).filter((action) => !isOf(uploading, action));
  const tagging = async (): Promise<Request> => {
    const name = await repository(mine);
    return { ...request, repository: name, source: { kind: 'promotion', from: await promoted(name) } };
  };

  test('uploads nothing', async () => {
    const asked = await tagging();
    deny.push(...uploading.map((name) => ({ action: `ecr:${name}`, resource: '*' })));
    expect(await endOf(asked)).toBe('pushed');
  });

  test.each(besides)('needs %s', async (action) => {
    const asked = await tagging();
    deny.push({ action, resource: '*' });
    expect(await endOf(asked)).toEqual(refused);
  });

  test('needs these six', () => {
    expect(besides).toHaveLength(6);
  });
});

describe('what only some inputs ask for', () => {
  const making = {
    ...request,
    source: { kind: 'oci-layout', layout: 'layout' },
    createRepository: true,
  } as const;

  test.each(['ecr:CreateRepository', 'ecr:PutLifecyclePolicy'])('without %s', async (action) => {
    const there = await repository(earlier);
    deny.push({ action, resource: '*' });
    const name = `team/made-without-${action.slice(-3).toLowerCase()}`;
    expect(await endOf({ ...making, repository: name })).toEqual(refused);
    expect(await endOf({ ...making, repository: there })).toBe('pushed');
  });

  test('without ecr:GetLifecyclePolicy, of a repository that is there', async () => {
    const name = await repository(earlier);
    deny.push({ action: 'ecr:GetLifecyclePolicy', resource: '*' });
    expect(await endOf({ ...making, repository: name })).toEqual(refused);
    expect(await endOf({ ...making, repository: name, createRepository: false })).toBe('pushed');
  });

  test('a build goes on without a login for public images', async () => {
    const denied = setupFailure({
      code: 'access-denied',
      what: 'AWS denied ecr-public:GetAuthorizationToken',
    });
    const logins = freshLogins(() => Promise.reject(denied));
    const look = async () => ({ dockerfile: 'FROM public.ecr.aws/docker/library/node:24' });
    const ports = { ...world, logins, docker: { ...world.docker, look } };
    const asked = { ...buildRequest, repository: await repository() };
    expect(((await provideImage(asked, ports)) as Placed).ending.kind).toBe('pushed');
  });

  test('the page knows no other', () => {
    expect(extra.map(({ action, less }) => [action, less[0]])).toEqual([
      ['ecr:CreateRepository', ''],
      ['ecr:GetLifecyclePolicy', ''],
      ['ecr:PutLifecyclePolicy', ''],
      ['ecr-public:GetAuthorizationToken', 'build'],
      ['sts:GetServiceBearerToken', 'build'],
    ]);
  });
});
