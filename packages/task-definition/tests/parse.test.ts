import { describe, expect, test } from '@jest/globals';
import { parseDocument } from '../src/parse.ts';
import { readDocument } from '../src/read.ts';
import { documentOf } from '../src/registered.ts';
import { renderDocument } from '../src/render.ts';

const hint = 'Give a JSON file with what `aws ecs register-task-definition` takes.';

describe('a file that can be used', () => {
  test('keeps its members and their order', () => {
    const text = '{"volumes": [], "family": "web", "containerDefinitions": [{"name": "web", "cpu": 1}]}';
    const { document, stripped } = parseDocument(text, 'web.json');
    expect(JSON.stringify(document)).toBe(JSON.stringify(JSON.parse(text)));
    expect(stripped).toEqual([]);
  });

  test('loses the members that only ECS writes, and says which', () => {
    const { document, stripped } = parseDocument(
      JSON.stringify({
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3',
        containerDefinitions: [{ name: 'web' }],
        revision: 3,
        status: 'ACTIVE',
        requiresAttributes: [],
        compatibilities: ['EC2'],
        registeredAt: 1,
        deregisteredAt: 2,
        registeredBy: 'me',
        deleteRequestedAt: 3,
        family: 'web',
      }),
      'web.json',
    );
    expect(Object.keys(document)).toEqual(['containerDefinitions', 'family']);
    expect(stripped).toEqual([
      'taskDefinitionArn',
      'revision',
      'status',
      'requiresAttributes',
      'compatibilities',
      'registeredAt',
      'deregisteredAt',
      'registeredBy',
      'deleteRequestedAt',
    ]);
  });

  test('is rendered to the same bytes whenever it is the same', () => {
    const { document } = parseDocument(
      '{"family":"web","containerDefinitions":[{"name":"web"}]}',
      'web.json',
    );
    expect(renderDocument(document)).toBe(
      '{\n  "family": "web",\n  "containerDefinitions": [\n    {\n      "name": "web"\n    }\n  ]\n}\n',
    );
  });
});

describe('a file that can not', () => {
  test.each([
    ['', 'web.json', 'web.json', 'it is empty'],
    ['family: web', 'web.yml', 'web.yml', 'it is YAML by its name, and Slipway reads JSON here'],
    [
      '{"family": }',
      'web.json',
      'web.json:1:12',
      'it is not JSON: expected the value of "family", but found "}"',
    ],
    ['[]', 'web.json', 'web.json:1:1', 'it holds a list instead of an object'],
    ['null', 'web.json', 'web.json:1:1', 'it holds null instead of an object'],
    ['12', 'web.json', 'web.json:1:1', 'it holds a number instead of an object'],
    ['{}', 'web.json', 'web.json:1:1', 'it has no `containerDefinitions`; it has no members'],
    [
      '{"taskDefinition": {}, "tags": []}',
      'web.json',
      'web.json:1:1',
      'it has no `containerDefinitions`; its members are taskDefinition, tags (save only what stands under `taskDefinition`)',
    ],
    ['{"containerDefinitions": {}}', 'web.json', 'web.json:1:1', '`containerDefinitions` must be a list'],
    ['{"containerDefinitions": []}', 'web.json', 'web.json:1:26', '`containerDefinitions` is empty'],
    [
      '{"containerDefinitions": ["web"]}',
      'web.json',
      'web.json:1:26',
      'container 1 is text instead of an object',
    ],
    [
      '{"containerDefinitions": [{"name": "a"},\n {"image": "b"}]}',
      'web.json',
      'web.json:2:2',
      'container 2 has no `name`',
    ],
    [
      '{"containerDefinitions": [{"name": "a"},\n  {"name": "a"}]}',
      'web.json',
      'web.json:2:3',
      'two containers are named a',
    ],
    [
      '{"containerDefinitions": [{"name": "a", "image": 1}]}',
      'web.json',
      'web.json:1:27',
      'the image of container a must be text',
    ],
    ['{"family": 1, "containerDefinitions": []}', 'web.json', 'web.json:1:1', '`family` must be text'],
  ])('%j in %s', (text, path, place, why) => {
    expect(() => parseDocument(text, path)).toThrow(
      new Error(`The task definition ${place} can't be used: ${why}. ${hint}`),
    );
  });

  test.each([
    [
      'ENOENT',
      'there is no such file. Check the path, which is relative to the workspace, and that a step before this one makes the file.',
    ],
    ['EISDIR', `it is a folder. ${hint}`],
    ['EACCES', `this job may not read it. ${hint}`],
  ])('the disk says %s', async (code, words) => {
    const files = { read: () => Promise.reject(Object.assign(new Error('no'), { code })) };
    await expect(readDocument('deploy/web.json', files)).rejects.toMatchObject({
      kind: 'input',
      code: 'task-definition-unreadable',
      message: `The task definition deploy/web.json can't be used: ${words}`,
    });
  });

  test('an error of the disk that nobody knows stays what it is', async () => {
    const broken = new Error('broken');
    await expect(readDocument('web.json', { read: () => Promise.reject(broken) })).rejects.toBe(broken);
  });
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
    document: {
      family: 'web',
      containerDefinitions: [{ name: 'web', cpu: 0 }],
      tags: [{ key: 'team', value: 'sea' }],
    },
    stripped: ['taskDefinitionArn', 'revision', 'registeredAt'],
  });
});

test('the line that tells an editor of a schema is left out, and said', () => {
  const { document, stripped } = parseDocument(
    '{"$schema": "https://example.org/schema.json", "family": "web", "containerDefinitions": [{"name": "web"}]}',
    'web.json',
  );
  expect(stripped).toEqual(['$schema']);
  expect(document).toEqual({ family: 'web', containerDefinitions: [{ name: 'web' }] });
});
