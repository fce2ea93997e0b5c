import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { renderTaskDefinition, type Rendered } from '../src/render-task-definition.ts';
import { requestOf } from '../src/request.ts';
import { digest, given, world, type Facts, type MemoryWorld } from './world.ts';

type Values = Readonly<Record<string, string>>;

const render = (values: Values, ports: MemoryWorld): Promise<Rendered> =>
  renderTaskDefinition(requestOf(given({ 'task-definition': 'web.json', ...values })), ports);

const document = (members: object, container: object = {}): Readonly<Record<string, object>> => ({
  'web.json': {
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'web:1', memory: 256, ...container }],
    ...members,
  },
});

const written = ({ written: files }: MemoryWorld): unknown => JSON.parse([...files.values()].join(''));

describe('compared with', () => {
  test('what a service runs: both revisions are read, and only theirs are the differences', async () => {
    const ports = world(undefined, { running: { family: 'web', cpu: '512', revision: 7 } });
    const rendered = await render(
      { 'compare-with': 'service:main/web', cpu: '256', memory: '512', family: 'web' },
      ports,
    );
    expect(rendered.comparedWith).toBe('web:7, which the service web runs');
    expect(rendered.differences).toEqual([
      { steps: ['cpu'], before: '512', after: '256' },
      { steps: ['memory'], before: null, after: '512' },
    ]);
    expect(ports.asked).toEqual([
      'service main/web',
      'template arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
    ]);
  });

  test('nothing: there are no differences, and no service is asked', async () => {
    const ports = world();
    const rendered = await render({ 'compare-with': 'none', cpu: '256', memory: '512' }, ports);
    expect(rendered).toMatchObject({ comparedWith: undefined, differences: [] });
    expect(ports.asked).toEqual([]);
  });
});

describe('a document with mistakes', () => {
  test('is refused with all of them, and nothing is written', async () => {
    const ports = world(document({ bogus: 1 }, { cpu: '1', essential: false }));
    await expect(render({}, ports)).rejects.toMatchObject({
      code: 'task-definition-invalid',
      details: expect.arrayContaining([
        expect.objectContaining({ title: 'unknown-member', level: 'error', file: 'web.json', line: 1 }),
        expect.objectContaining({ title: 'wrong-type', level: 'error' }),
        expect.objectContaining({ title: 'no-essential-container', level: 'error' }),
      ]),
    });
    expect(ports.written.size).toBe(0);
  });

  test('passes with `strict: false`, loses what would not reach ECS, and is warned of', async () => {
    const ports = world(document({ bogus: 1 }, { enviroment: [], essential: false }));
    const { warnings } = await render({ strict: 'false' }, ports);
    expect(warnings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          title: 'unknown-member',
          level: 'warning',
          message:
            '`enviroment` in container `web`, line 1: ECS has no such member; did you mean `environment`? It was left out, because `strict` is false.',
        }),
        expect.objectContaining({
          title: 'no-essential-container',
          message: expect.stringMatching(/ It was let pass, because `strict` is false\.$/),
        }),
        expect.objectContaining({
          title: 'root-user',
          message: expect.not.stringContaining('strict'),
        }),
      ]),
    );
    expect(written(ports)).toEqual({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: 'web:1', memory: 256, essential: false }],
    });
  });

  test('is refused for a value of a wrong type with `strict: false`, too: it can not be sent', async () => {
    const ports = world(document({}, { cpu: '1', essential: false }));
    await expect(render({ strict: 'false' }, ports)).rejects.toMatchObject({
      message: expect.stringContaining('has a mistake: `cpu` in container `web`'),
      details: expect.arrayContaining([
        expect.objectContaining({ title: 'no-essential-container', level: 'warning' }),
      ]),
    });
  });
});

describe('the platform of an image', () => {
  const pinned = { repository: 'web', digest, 'runtime-platform': 'linux/arm64' };
  const ofPlatforms = (platforms: Facts['platforms']): MemoryWorld =>
    world(document({}), platforms === undefined ? {} : { platforms });

  test('that does not fit `runtimePlatform` is a mistake', async () => {
    await expect(
      render(
        pinned,
        ofPlatforms(async () => ['linux/amd64']),
      ),
    ).rejects.toMatchObject({
      code: 'task-definition-invalid',
      message: expect.stringContaining('linux/amd64'),
    });
  });

  test('that fits is none', async () => {
    const { gaps } = await render(
      pinned,
      ofPlatforms(async () => ['linux/amd64', 'linux/arm64/v8']),
    );
    expect(gaps).toEqual([]);
  });

  test('that this role may not read is said not to be checked', async () => {
    const denied = setupFailure({
      code: 'access-denied',
      what: 'This role may not ecr:GetAuthorizationToken',
    });
    const { gaps } = await render(
      pinned,
      ofPlatforms(() => Promise.reject(denied)),
    );
    expect(gaps).toEqual([
      `The platform of 127.0.0.1:5000/web@${digest} was not compared with \`runtimePlatform\`: This role may not ecr:GetAuthorizationToken.`,
    ]);
  });

  test('is asked for once for each image that ECR completed, and for no other', async () => {
    const asked: string[] = [];
    const ports = world(
      {
        'web.json': {
          family: 'web',
          containerDefinitions: ['a', 'b', 'c'].map((name) => ({ name, image: 'x:1', memory: 256 })),
        },
      },
      {
        platforms: async (repository, reference) => {
          asked.push(`${repository}@${reference}`);
          return [];
        },
      },
    );
    await render({ images: `a=ecr:web@${digest}\nb=ecr:web@${digest}\nc=nginx:1` }, ports);
    expect(asked).toEqual([`web@${digest}`]);
  });
});

test('a shell in the tasks needs a task role', async () => {
  const compare = { 'compare-with': 'service:main/web' };
  const open = (members: object): MemoryWorld => world(document(members), { isExecEnabled: true });
  await expect(render(compare, open({}))).rejects.toMatchObject({
    message: expect.stringContaining('taskRoleArn'),
  });
  const taskRoleArn = 'arn:aws:iam::111122223333:role/web';
  expect((await render(compare, open({ taskRoleArn }))).path).toBeDefined();
});
