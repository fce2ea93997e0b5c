import { describe, expect, test } from '@jest/globals';
import { readJson } from '@slipway/documents/json';
import type { Json, JsonObject, Path } from '@slipway/documents/value';
import { check } from '../../src/checking/check.ts';
import type { Finding } from '../../src/checking/finding.ts';
import { annotationOf, invalid } from '../../src/checking/refusal.ts';
import { partInWords, problemOf } from '../../src/checking/words.ts';

const text = `{
  "family": "web",
  "containerDefinitions": [
    { "name": "side", "image": "side:1" },
    {
      "name": "web",
      "image": "placeholder",
      "environment": [
        { "name": "A", "value": "1" },
        { "name": "B", "value": 2 }
      ]
    }
  ]
}`;
const source = readJson(text);
const template = source.value as JsonObject;

const at = (path: Path, document: JsonObject = template): string => {
  const finding: Finding = { rule: 'any', breaks: 'form', path, complaint: 'it is wrong' };
  return problemOf(finding, document, source).sentence;
};

describe('a part is named as people see it', () => {
  test.each<[Path, string]>([
    [[], 'the task definition'],
    [['cpu'], '`cpu`'],
    [['containerDefinitions'], '`containerDefinitions`'],
    [['containerDefinitions', 1], 'container `web`'],
    [['containerDefinitions', 7], 'container 8'],
    [['containerDefinitions', 1, 'environment', 1, 'value'], '`environment.B.value` in container `web`'],
    [
      ['containerDefinitions', 1, 'portMappings', 0, 'hostPort'],
      '`portMappings[0].hostPort` in container `web`',
    ],
    [['tags', 3, 'key'], '`tags[3].key`'],
    [['volumes', 0, 'host'], '`host` in volume 1'],
    // A quote that is missing in YAML makes a value a part of the name before it.
    [['containerDefinitions', 1, 'user":"hunter2"'], '`user…` in container `web`'],
  ])('%j', (path, words) => {
    expect(partInWords(template, path)).toBe(words);
  });
});

test('a name that would end the code span of a message can not', () => {
  expect(
    partInWords({ containerDefinitions: [{ name: 'a`b\n::error::' }] }, ['containerDefinitions', 0]),
  ).toBe("container `a'b ::error::`");
});

describe('the line is that of the template', () => {
  test('where nothing was changed', () => {
    expect(at(['containerDefinitions', 1, 'environment', 1, 'value'])).toBe(
      '`environment.B.value` in container `web`, line 10: it is wrong.',
    );
  });

  test('where something before it was taken out', () => {
    const [, web] = template.containerDefinitions as JsonObject[];
    const changed = {
      ...template,
      containerDefinitions: [{ ...web, environment: [(web?.environment as JsonObject[])[1] ?? {}] }],
    };
    expect(at(['containerDefinitions', 0, 'environment', 0, 'value'], changed)).toBe(
      '`environment.B.value` in container `web`, line 10: it is wrong.',
    );
  });

  test('and there is none for a value that the template does not have', () => {
    const [side, web] = template.containerDefinitions as JsonObject[];
    const changed = { ...template, cpu: 7, containerDefinitions: [side ?? {}, { ...web, image: 'other' }] };
    expect(at(['containerDefinitions', 1, 'image'], changed)).toBe(
      '`image` in container `web`, changed by an input: it is wrong.',
    );
    expect(at(['cpu'], changed)).toBe('`cpu`, changed by an input: it is wrong.');
  });

  test.each<[Json, Path]>([
    [{ web: {} }, ['containerDefinitions']],
    ['web', ['containerDefinitions']],
    [[{ name: 'side', image: { name: 'x' } }], ['containerDefinitions', 0, 'image']],
  ])('and none for a value that took the place of one of another kind: %j', (containerDefinitions, path) => {
    expect(at(path, { ...template, containerDefinitions })).not.toContain('line');
  });

  test('of what is around a member that is missing', () => {
    expect(at(['containerDefinitions', 1])).toBe('container `web`, line 5: it is wrong.');
    expect(at(['containerDefinitions', 0, 'essential'])).toBe(
      '`essential` in container `side`, line 4: it is wrong.',
    );
  });
});

describe('after something was taken out of a list', () => {
  const whole = readJson(`{
  "tags": [
    { "key": "team", "value": "a" },
    { "key": "aws:x", "value": "b" }
  ],
  "containerDefinitions": [
    {
      "name": "web",
      "dependsOn": [
        { "containerName": "db", "condition": "START" },
        { "containerName": "init", "condition": "END" }
      ],
      "mountPoints": [
        { "containerPath": "/a" },
        { "containerPath": "b" }
      ],
      "portMappings": [
        { "containerPort": 80 },
        { "containerPort": 0 },
        { "containerPort": 81, "name": "admin" }
      ],
      "command": ["a", "b",
        "c"]
    }
  ]
}`);
  const original = whole.value as JsonObject;
  const [web] = original.containerDefinitions as JsonObject[];
  const inWeb = (list: string, items: Json): JsonObject => ({
    ...original,
    containerDefinitions: [{ ...web, [list]: items }],
  });
  const without = (list: string, gone: number): JsonObject =>
    inWeb(
      list,
      (web?.[list] as Json[]).filter((_, index) => index !== gone),
    );
  const lineOf = (path: Path, document: JsonObject): number | undefined =>
    problemOf({ rule: 'any', breaks: 'form', path, complaint: 'x' }, document, whole).position?.line;

  test.each<[string, Path, JsonObject, number | undefined]>([
    ['dependsOn', [0, 'condition'], without('dependsOn', 0), 11],
    ['mountPoints', [0, 'containerPath'], without('mountPoints', 0), 15],
    ['portMappings', [0, 'containerPort'], without('portMappings', 0), 19],
    ['portMappings', [0, 'name'], without('portMappings', 0), 19],
    ['portMappings', [1, 'name'], without('portMappings', 0), 20],
    ['command', [1], without('command', 0), 23],
    ['portMappings', [0, 'containerPort'], inWeb('portMappings', [{ containerPort: -1 }]), undefined],
    ['portMappings', [0, 'containerPort'], inWeb('portMappings', [{}, {}, {}]), undefined],
    ['portMappings', [1, 'name'], inWeb('portMappings', [{}, { containerPort: 7 }, {}]), 19],
  ])('the line in %s at %j is that of the item', (list, path, document, line) => {
    expect(lineOf(['containerDefinitions', 0, list, ...path], document)).toBe(line);
  });

  test('the line of a tag is that of its key', () => {
    const tags = (original.tags as Json[]).slice(1);
    expect(lineOf(['tags', 0, 'value'], { ...original, tags })).toBe(4);
  });
});

test('what a change took out is missing without a line: the file has it', () => {
  const [side] = template.containerDefinitions as JsonObject[];
  const changed = { ...template, containerDefinitions: [side ?? {}, { name: 'web' }] };
  const told = (document: JsonObject): readonly string[] =>
    check(document)
      .filter(({ rule }) => rule === 'missing-member')
      .map((finding) => problemOf(finding, document, source).sentence);
  expect(told(changed)).toEqual(['container `web`, changed by an input: it needs `image`.']);
  const { family, ...withoutFamily } = template;
  expect([family, told(withoutFamily)]).toEqual([
    'web',
    ['the task definition, changed by an input: it needs `family`.'],
  ]);
});

test('everything is told at once, in the order of the document', () => {
  const document: JsonObject = {
    bogus: 1,
    containerDefinitions: [
      { image: 'a:1', name: 'a', cpu: '1', memory: 8, essential: false },
      { name: 'a', nome: 'b', image: 'b:1', memory: 8, essential: false },
    ],
    family: 2,
  };
  expect(
    check(document)
      .filter(({ breaks }) => breaks !== 'nothing')
      .map(({ rule, path }) => `${rule} ${path.join('.')}`),
  ).toEqual([
    'unknown-member bogus',
    'wrong-type containerDefinitions.0.cpu',
    'no-essential-container containerDefinitions.0.essential',
    'duplicate-container-name containerDefinitions.1.name',
    'unknown-member containerDefinitions.1.nome',
    'wrong-type family',
  ]);
});

describe('a document with mistakes', () => {
  const problems = ['b', 'c', 'd', 'e'].map((letter) =>
    problemOf(
      { rule: 'any-rule', breaks: 'registration', path: ['containerDefinitions', 1], complaint: letter },
      template,
      source,
    ),
  );

  test('fails with the first of them in its sentence, and each at its line', () => {
    const failure = invalid(problems, { name: 'deploy/web.json', source }, 'Correct it.');
    expect(failure).toMatchObject({
      kind: 'input',
      code: 'task-definition-invalid',
      message:
        'The task definition deploy/web.json has 4 mistakes: container `web`, line 5: b; and 3 more. Correct it.',
    });
    expect(failure.details).toHaveLength(4);
    expect(failure.details[0]).toEqual({
      level: 'error',
      title: 'any-rule',
      message: 'container `web`, line 5: b.',
      file: 'deploy/web.json',
      line: 5,
    });
  });

  test('that is registered has no lines', () => {
    const [problem] = problems;
    if (problem === undefined) throw new Error('there is one');
    expect(annotationOf({ ...problem, position: undefined }, { name: 'arn' }, 'warning')).toEqual({
      level: 'warning',
      title: 'any-rule',
      message: 'container `web`, line 5: b.',
    });
  });
});
