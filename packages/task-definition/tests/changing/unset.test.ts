import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { namedPathOf, textOfSteps, type NamedPath } from '../../src/changing/named-path.ts';
import { withoutPaths } from '../../src/changing/unset.ts';
import { check } from '../../src/checking/check.ts';

const document: JsonObject = {
  family: 'web',
  cpu: '256',
  containerDefinitions: [
    {
      name: 'web',
      environment: [
        { name: 'DEBUG', value: '1' },
        { name: 'spring.profiles', value: 'x' },
        { name: 'LEVEL', value: 'info' },
      ],
      secrets: [{ name: 'TOKEN', valueFrom: 'arn:t' }],
      portMappings: [{ containerPort: 80 }, { containerPort: 81, name: 'admin' }, { containerPort: 82 }],
      healthCheck: { command: ['CMD', '/check'], interval: 10 },
      dockerLabels: {},
      mountPoints: [{ containerPath: '/data', sourceVolume: 'data' }],
    },
    { name: 'log', essential: false },
  ],
  volumes: [{ name: 'data' }],
  tags: [{ key: 'team', value: 'web' }],
};

const path = (text: string): NamedPath => {
  const found = namedPathOf(text);
  if (found === undefined) throw new Error(`${text} is no path`);
  return found;
};
const unset = (...texts: readonly string[]): JsonObject => withoutPaths(document, texts.map(path));

interface Web {
  readonly environment: readonly { readonly name: string }[];
  readonly portMappings: readonly object[];
}
const webOf = (changed: JsonObject): Web => (changed.containerDefinitions as unknown as readonly [Web])[0];

describe('what is named goes, and nothing else', () => {
  test.each<[string, (changed: JsonObject) => unknown, unknown]>([
    ['cpu', (changed) => Object.keys(changed), ['family', 'containerDefinitions', 'volumes', 'tags']],
    [
      'containerDefinitions.log',
      ({ containerDefinitions }) => (containerDefinitions as readonly unknown[]).length,
      1,
    ],
    [
      'containerDefinitions.web.environment.DEBUG',
      (changed) => webOf(changed).environment.map(({ name }) => name),
      ['spring.profiles', 'LEVEL'],
    ],
    [
      'containerDefinitions.web.environment."spring.profiles"',
      (changed) => webOf(changed).environment.map(({ name }) => name),
      ['DEBUG', 'LEVEL'],
    ],
    [
      'containerDefinitions.web.environment.LEVEL.value',
      (changed) => webOf(changed).environment.at(-1),
      { name: 'LEVEL' },
    ],
    [
      'containerDefinitions.web.secrets.TOKEN',
      (changed) => webOf(changed),
      expect.objectContaining({ secrets: [] }),
    ],
    [
      'containerDefinitions.web.healthCheck.interval',
      (changed) => webOf(changed),
      expect.objectContaining({ healthCheck: { command: ['CMD', '/check'] } }),
    ],
    ['containerDefinitions.web.healthCheck', (changed) => 'healthCheck' in webOf(changed), false],
    [
      'containerDefinitions.web.mountPoints./data',
      (changed) => webOf(changed),
      expect.objectContaining({ mountPoints: [] }),
    ],
    [
      'containerDefinitions[0].portMappings[1]',
      (changed) => webOf(changed).portMappings,
      [{ containerPort: 80 }, { containerPort: 82 }],
    ],
    [
      'containerDefinitions.web.portMappings.admin',
      (changed) => webOf(changed).portMappings,
      [{ containerPort: 80 }, { containerPort: 82 }],
    ],
    ['containerDefinitions.web.portMappings.0', (changed) => webOf(changed).portMappings.length, 2],
    ['volumes.data', ({ volumes }) => volumes, []],
    ['tags.team', ({ tags }) => tags, []],
  ])('%s', (text, look, expected) => {
    const before = structuredClone(document);
    expect(look(unset(text))).toEqual(expected);
    expect(document).toEqual(before);
  });

  test('indexes are those of the document as it was', () => {
    const changed = unset(
      'containerDefinitions.web.portMappings[0]',
      'containerDefinitions.web.portMappings[1]',
    );
    expect(webOf(changed).portMappings).toEqual([{ containerPort: 82 }]);
  });

  test('a part and what is in it may both be named', () => {
    expect(unset('containerDefinitions.log.essential', 'containerDefinitions.log')).toEqual(
      unset('containerDefinitions.log'),
    );
  });

  test('all items of one name go', () => {
    const twice = { tags: [{ key: 'a', value: '1' }, { key: 'b' }, { key: 'a', value: '2' }] };
    expect(withoutPaths(twice, [path('tags.a')])).toEqual({ tags: [{ key: 'b' }] });
  });

  test('nothing named is nothing changed', () => {
    expect(withoutPaths(document, [])).toBe(document);
  });
});

describe('a path that is not there is refused with what may have been meant', () => {
  test.each([
    ['cpus', 'the task definition has no `cpus`; did you mean `cpu`? Correct'],
    ['containerDefinitions.wep', '`containerDefinitions` has no `wep`; did you mean `web`? Correct'],
    [
      'containerDefinitions.web.enviroment.DEBUG',
      '`containerDefinitions.web` has no `enviroment`; did you mean `environment`? Correct',
    ],
    [
      'containerDefinitions.web.environment.spring.profiles',
      '`containerDefinitions.web.environment` has no `spring`: there are `DEBUG`, `spring.profiles`, `LEVEL`. Correct',
    ],
    [
      'containerDefinitions.web.environment.spring_profiles',
      '`containerDefinitions.web.environment` has no `spring_profiles`; did you mean `"spring.profiles"`? Correct',
    ],
    [
      'containerDefinitions.web.portMappings[3]',
      '`containerDefinitions.web.portMappings` has no `[3]`: there are `[0]`, `admin`, `[2]`. Correct',
    ],
    [
      'containerDefinitions.web.dockerLabels.a',
      '`containerDefinitions.web.dockerLabels` has no `a`: it is empty. Correct',
    ],
    ['family.name', '`family` has no `name`: it is text. Correct'],
    [
      'constructor',
      'the task definition has no `constructor`: there are `family`, `cpu`, `containerDefinitions`, `volumes`, `tags`. Correct',
    ],
  ])('%s', (text, why) => {
    expect(() => unset(text)).toThrow(
      new Error(
        `\`unset\` names a part that the task definition does not have: ${why} the path, or leave it out. Nothing was written.`,
      ),
    );
  });

  test('all of them at once', () => {
    expect(() => unset('cpus', 'volumes.data', 'volumes.date')).toThrow(
      new Error(
        '`unset` names 2 parts that the task definition does not have: the task definition has no `cpus`; did you mean `cpu`?; `volumes` has no `date`; did you mean `data`? Correct the path, or leave it out. Nothing was written.',
      ),
    );
  });

  test('of many names the first are told', () => {
    const many = { tags: Array.from({ length: 20 }, (_, index) => ({ key: `tag-number-${String(index)}` })) };
    expect(() => withoutPaths(many, [path('tags.x')])).toThrow(/`tag-number-11`, 8 more\. Correct/);
  });
});

test('what a finding says to unset can be unset, whatever the name is', () => {
  const name = 'spring.datasource.password';
  const both: JsonObject = {
    family: 'web',
    containerDefinitions: [
      { name: 'web', image: 'x', environment: [{ name, value: '' }], secrets: [{ name, valueFrom: '/x' }] },
    ],
  };
  const complaints = (of: JsonObject): readonly string[] =>
    check(of).flatMap(({ rule, complaint }) => (rule === 'environment-and-secret' ? [complaint] : []));
  const [, told = ''] = /`unset: (.*)`/.exec(complaints(both).join('')) ?? [];
  expect(told).toBe('containerDefinitions.web.environment."spring.datasource.password"');
  expect(complaints(withoutPaths(both, [path(told)]))).toEqual([]);
});

describe('paths', () => {
  test.each<[string, readonly (string | number)[]]>([
    ['a', ['a']],
    ['a.b[0].c', ['a', 'b', 0, 'c']],
    ['a."b.c".d', ['a', 'b.c', 'd']],
    ['"a \\"b\\" \\\\"', ['a "b" \\']],
    ['a."[0]"', ['a', '[0]']],
    [
      'containerDefinitions.web.mountPoints./var/data',
      ['containerDefinitions', 'web', 'mountPoints', '/var/data'],
    ],
  ])('%s', (text, steps) => {
    expect(namedPathOf(text)).toEqual({ steps });
    expect(textOfSteps(steps)).toBe(text);
  });

  test.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a b',
    '[0]',
    'a[x]',
    'a[-1]',
    'a."b',
    'a.""',
    'a"b"',
    'a[0]b',
    '"\\n"',
  ])('%j is none', (text) => {
    expect(namedPathOf(text)).toBeUndefined();
  });
});
