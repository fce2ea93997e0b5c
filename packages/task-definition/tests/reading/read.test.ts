import { describe, expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { readTemplate } from '../../src/reading/read.ts';
import { documentOf } from '../../src/registered.ts';
import { readUsable } from '../../src/usable.ts';

const read = (text: string, path = 'web.json') => readTemplate(path, memoryFiles({ [path]: text }));

describe('a file that can be used', () => {
  test('keeps its members and their order', async () => {
    const text = '{"volumes": [], "family": "web", "containerDefinitions": [{"name": "web", "cpu": 1}]}';
    const { document, stripped, name } = await read(text);
    expect(JSON.stringify(document)).toBe(JSON.stringify(JSON.parse(text)));
    expect({ stripped, name }).toEqual({ stripped: [], name: 'web.json' });
  });

  test('loses the members that only ECS writes and the line for editors, and says which', async () => {
    const onlyEcs = [
      'taskDefinitionArn',
      'revision',
      'status',
      'requiresAttributes',
      'compatibilities',
      'registeredAt',
    ];
    const more = ['deregisteredAt', 'registeredBy', 'deleteRequestedAt'];
    const all = ['$schema', ...onlyEcs, ...more];
    const { document, stripped } = await read(
      JSON.stringify({ ...Object.fromEntries(all.map((member) => [member, 1])), family: 'web' }),
    );
    expect(document).toEqual({ family: 'web' });
    expect(stripped).toEqual(all);
  });

  test.each([
    ['web.yml', 'family: web # why\ncontainerDefinitions:\n  - name: web\n'],
    ['web.YAML', '{family: web, containerDefinitions: [{name: web}]}'],
    ['web', 'family: web\ncontainerDefinitions: [{name: web}]\n'],
    ['web', '\n  // why\n{"family": "web", "containerDefinitions": [{"name": "web"}],}'],
    ['web.jsonc', '/* why */ {"family": "web", "containerDefinitions": [{"name": "web",},]}'],
    ['web.json', '\uFEFF{"family": "web",\r\n "containerDefinitions": [{"name": "web"}]}\r\n'],
  ])('%s: %j says the same', async (path, text) => {
    expect((await read(text, path)).document).toEqual({
      family: 'web',
      containerDefinitions: [{ name: 'web' }],
    });
  });

  test('by the name of JSON is not read as YAML', async () => {
    await expect(read('family: web', 'web.json')).rejects.toMatchObject({
      message: expect.stringContaining("The task definition web.json:1:1 can't be used: expected a value"),
    });
  });
});

test.each([
  [
    'ENOENT',
    'there is no such file. Check the path, which is relative to the workspace, and that actions/checkout or another step before this one puts the file there.',
  ],
  ['EISDIR', 'it is a folder. Give a JSON or YAML file with what `aws ecs register-task-definition` takes.'],
  [
    'EACCES',
    'this job may not read it. Give a JSON or YAML file with what `aws ecs register-task-definition` takes.',
  ],
])('the disk says %s', async (code, words) => {
  const files = {
    isOwn: async () => true,
    read: () => Promise.reject(Object.assign(new Error('no'), { code })),
  };
  await expect(readTemplate('deploy/web.json', files)).rejects.toMatchObject({
    kind: 'input',
    code: 'task-definition-unreadable',
    message: `The task definition deploy/web.json can't be used: ${words}`,
  });
});

test('an error of the disk that nobody knows stays what it is', async () => {
  const broken = new Error('broken');
  const files = { isOwn: async () => true, read: () => Promise.reject(broken) };
  await expect(readTemplate('web.json', files)).rejects.toBe(broken);
});

test('a registered revision becomes a document with the tags that a team may set', () => {
  const registered = {
    taskDefinitionArn: 'arn',
    family: 'web',
    revision: 7,
    registeredAt: new Date(0),
    containerDefinitions: [{ name: 'web', image: undefined, cpu: 0 }],
  };
  const tags = [
    { key: 'team', value: 'sea' },
    { key: 'aws:cloudformation:stack-name', value: 'x' },
  ];
  expect(documentOf(registered, tags)).toEqual({
    family: 'web',
    containerDefinitions: [{ name: 'web', cpu: 0 }],
    tags: [{ key: 'team', value: 'sea' }],
  });
});

describe('what a deployment takes', () => {
  const usable = (text: string) => readUsable('web.json', memoryFiles({ 'web.json': text }));

  test('is refused when a part of it would not reach ECS, with every such part', async () => {
    const text = `{
  "family": "web",
  "containerDefinitions": [
    { "name": "web", "image": "web:1", "enviroment": [], "cpu": "1" }
  ]
}`;
    await expect(usable(text)).rejects.toMatchObject({
      code: 'task-definition-invalid',
      message:
        'The task definition web.json has 2 mistakes: `enviroment` in container `web`, line 4: ECS has no such member; did you mean `environment`?; and 1 more. Correct it, because it would not reach ECS as it stands; what ECS has learned since this version of Slipway needs a newer one. Nothing was changed.',
      details: [
        { file: 'web.json', line: 4 },
        { file: 'web.json', line: 4 },
      ],
    });
  });

  test('is left to ECS when it breaks a rule of ECS, and the doubt is told', async () => {
    const { document, doubts } = await usable(
      '{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 8, "essential": false}]}',
    );
    expect(document.family).toBe('web');
    expect(doubts.filter(({ breaks }) => breaks === 'registration').map(({ rule }) => rule)).toEqual([
      'no-essential-container',
    ]);
  });
});
