import { describe, expect, test } from '@jest/globals';
import { withEnvironment, withFamily, withImages } from '../../src/changing/change.ts';
import type { TaskDefinitionDocument } from '../../src/document.ts';

const template: TaskDefinitionDocument = {
  family: 'web-template',
  containerDefinitions: [
    {
      name: 'web',
      image: 'old',
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:ssm:x' }],
    },
    { name: 'log', image: 'router' },
  ],
};

test('an image is set in its container alone, and the template stays as it was', () => {
  const before = structuredClone(template);
  const changed = withImages(template, new Map([['web', 'new']]));
  expect(changed.containerDefinitions.map(({ image }) => image)).toEqual(['new', 'router']);
  expect(template).toEqual(before);
});

test('the family is the one asked for', () => {
  expect(withFamily(template, 'web')).toEqual({ ...template, family: 'web' });
});

test('an unknown container is refused with the names of those that are there', () => {
  expect(() => withImages(template, new Map([['wep', 'new']]))).toThrow(
    new Error(
      'The task definition has no container named wep: its containers are web, log. Write the name of one of them.',
    ),
  );
  expect(() => withImages({ containerDefinitions: [{ name: 'web' }] }, new Map([['a', 'b']]))).toThrow(
    new Error(
      'The task definition has no container named a: its only container is web. Write the name of one of them.',
    ),
  );
});

describe('environment variables', () => {
  test('those that are there keep their place, and new ones follow', () => {
    const variables = new Map([
      ['C', '3'],
      ['A', ''],
    ]);
    expect(withEnvironment(template, 'web', variables).containerDefinitions[0]?.environment).toEqual([
      { name: 'A', value: '' },
      { name: 'B', value: '2' },
      { name: 'C', value: '3' },
    ]);
  });

  test('a container without any gets a list', () => {
    const changed = withEnvironment(template, 'log', new Map([['A', '1']]));
    expect(changed.containerDefinitions[1]?.environment).toEqual([{ name: 'A', value: '1' }]);
  });

  test('a name that the container has as a secret is refused', () => {
    expect(() => withEnvironment(template, 'web', new Map([['TOKEN', 'x']]))).toThrow(
      new Error(
        "The container web can't get the environment variable TOKEN: it has a secret of that name, and ECS refuses both together. Choose another name, or take the secret out of the task definition.",
      ),
    );
  });
});
