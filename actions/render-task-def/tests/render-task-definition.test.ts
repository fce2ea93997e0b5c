import { describe, expect, test } from '@jest/globals';
import { renderTaskDefinition, type Rendered } from '../src/render-task-definition.ts';
import { requestOf } from '../src/request.ts';
import { digest, given, otherDigest, template, world, type MemoryWorld } from './world.ts';

const render = (values: Readonly<Record<string, string>>, ports: MemoryWorld): Promise<Rendered> =>
  renderTaskDefinition(requestOf(given(values)), ports);

test('the template of Terraform becomes the family of the team, pinned by digest', async () => {
  const ports = world();
  const rendered = await render(
    {
      'task-definition-family': 'web-template',
      family: 'web',
      'container-name': 'web',
      repository: 'web',
      digest,
      'environment-variables': 'VERSION=2',
    },
    ports,
  );
  expect(rendered).toMatchObject({
    template: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web-template',
    unread: [],
    stripped: [],
    gaps: [],
    comparedWith: 'the template',
    family: 'web',
    images: new Map([['web', `127.0.0.1:5000/web@${digest}`]]),
    differences: [
      { steps: ['containerDefinitions', 'web', 'environment', 'VERSION'], before: null, after: '2' },
      {
        steps: ['containerDefinitions', 'web', 'image'],
        before: 'placeholder',
        after: `127.0.0.1:5000/web@${digest}`,
      },
      { steps: ['family'], before: 'web-template', after: 'web' },
    ],
    path: '/temporary/task-definition.json',
  });
  expect(JSON.parse(ports.written.get('/temporary/task-definition.json') ?? '')).toEqual({
    family: 'web',
    containerDefinitions: [
      {
        ...template.containerDefinitions[0],
        image: `127.0.0.1:5000/web@${digest}`,
        environment: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'VERSION', value: '2' },
        ],
      },
    ],
  });
});

test('a file and an image need nothing of AWS', async () => {
  const ports: MemoryWorld = {
    ...world(),
    templates: unreachable,
    registry: unreachable,
  };
  const rendered = await render(
    { 'task-definition': 'web.json', image: 'nginx', 'output-file': 'out/web.json' },
    ports,
  );
  expect(rendered.path).toBe('/workspace/out/web.json');
  expect(rendered.stripped).toEqual(['revision']);
  expect([...ports.written.keys()]).toEqual(['/workspace/out/web.json']);
});

test('the same request writes the same bytes', async () => {
  const [one, two] = [world(), world()];
  const values = { 'task-definition': 'web.json', repository: 'web', digest };
  await Promise.all([render(values, one), render(values, two)]);
  expect([...one.written]).toEqual([...two.written]);
});

test('a dry run looks everything up and writes nothing', async () => {
  const ports = world();
  const rendered = await render(
    { 'task-definition': 'web.json', repository: 'web', digest, 'dry-run': 'true' },
    ports,
  );
  expect(rendered.path).toBeUndefined();
  expect(ports.asked).toEqual([`web@${digest}`]);
  expect(ports.written.size).toBe(0);
});

describe('refused before anything is written', () => {
  const two = { family: 'web', containerDefinitions: [{ name: 'web' }, { name: 'log' }] };
  test.each<[string, Readonly<Record<string, object>>, Readonly<Record<string, string>>, string]>([
    [
      'a digest that ECR does not have',
      { 'web.json': template },
      { repository: 'web', digest: otherDigest },
      `The repository web has no image ${otherDigest}: it was looked for in 127.0.0.1:5000/web. Use the outputs \`repository\` and \`digest\` of the step that pushed it, in the same region and account. Nothing was written.`,
    ],
    [
      'such a digest among the images',
      { 'web.json': template },
      { images: `web=ecr:web@${otherDigest}` },
      `The repository web has no image ${otherDigest}: it was looked for in 127.0.0.1:5000/web. Use the outputs \`repository\` and \`digest\` of the step that pushed it, in the same region and account. Nothing was written.`,
    ],
    [
      'a container that the template lacks',
      { 'web.json': template },
      { 'container-name': 'wep', image: 'nginx' },
      'The task definition has no container named wep: its only container is web. Write the name of one of them.',
    ],
    [
      'an image for which of several containers nobody knows',
      { 'web.json': two },
      { image: 'nginx' },
      'An input is wrong: `container-name` must be set, because the template has several containers: web, log. Correct it under `with:` of this step. Nothing was changed.',
    ],
    [
      'two images for one container',
      { 'web.json': two },
      { 'container-name': 'web', image: 'nginx', images: 'web=httpd' },
      'An input is wrong: `images` names the container web, which gets its image already. Correct it under `with:` of this step. Nothing was changed.',
    ],
    [
      'a template without a family',
      { 'web.json': { containerDefinitions: [{ name: 'web', memory: 256 }] } },
      { image: 'nginx' },
      'The task definition web.json has a mistake: the task definition, line 1: it needs `family`. Correct what is named, or set `strict: false` to let ECS decide about the rules. Nothing was written.',
    ],
    [
      'a file that is not there',
      {},
      { image: 'nginx' },
      "The task definition web.json can't be used: there is no such file. Check the path, which is relative to the workspace, and that actions/checkout or another step before this one puts the file there.",
    ],
  ])('%s', async (_, files, values, message) => {
    const ports = world(files);
    await expect(render({ 'task-definition': 'web.json', ...values }, ports)).rejects.toMatchObject({
      kind: 'input',
      message,
    });
    expect(ports.written.size).toBe(0);
  });

  test('a path to write to that is outside the workspace, before AWS is asked', async () => {
    const ports = world();
    const values = { 'task-definition-family': 'web-template', 'output-file': '/etc/web.json' };
    await expect(render(values, ports)).rejects.toMatchObject({
      code: 'input-invalid',
      message:
        'An input is wrong: `output-file` must be in the workspace or in the temporary folder of the runner, but was `/etc/web.json`. Correct it under `with:` of this step. Nothing was changed.',
    });
    expect(ports.asked).toEqual([]);
  });

  test('a file that the disk does not take', async () => {
    const ports = world();
    const full = {
      ...ports,
      files: { ...ports.files, write: () => Promise.reject(new Error('EISDIR: it is a directory')) },
    };
    await expect(
      render({ 'task-definition': 'web.json', image: 'nginx:1', 'output-file': 'out' }, full),
    ).rejects.toMatchObject({
      code: 'output-file-not-written',
      message:
        'The document could not be written to /workspace/out: EISDIR: it is a directory. Set `output-file` to a path of a file that this job may write.',
    });
  });

  test('containers are checked before ECR is asked', async () => {
    const ports = world();
    await expect(
      render({ 'task-definition': 'web.json', images: `wep=ecr:web@${digest}` }, ports),
    ).rejects.toThrow();
    expect(ports.asked).toEqual([]);
  });
});

test('several containers get the same image when they are named', async () => {
  const ports = world({
    'web.json': {
      family: 'web',
      containerDefinitions: ['a', 'b', 'c'].map((name) => ({ name, image: 'x', memory: 256 })),
    },
  });
  const rendered = await render(
    { 'task-definition': 'web.json', 'container-name': 'a, b', image: 'nginx' },
    ports,
  );
  expect([...rendered.images.keys()]).toEqual(['a', 'b']);
});

function unreachable(): never {
  throw new Error('AWS was asked');
}
