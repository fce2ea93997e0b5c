/** Every example of the README does what it says: it is read, it changes a template, and the result is sound. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { readYaml } from '@slipway/documents/yaml';
import { check } from '@slipway/task-definition/checking/check';
import { changeTemplate } from '../src/change-template.ts';
import { requestOf } from '../src/request.ts';
import { digest, given } from './world.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The `with:` of every step that renders, wherever it stands in an example. */
function inputsIn(value: Json | undefined): readonly JsonObject[] {
  if (isList(value)) return value.flatMap(inputsIn);
  if (!isObject(value)) return [];
  const isOurs = text(value.uses).includes('/actions/render-task-def@');
  return isOurs && isObject(value.with) ? [value.with] : Object.values(value).flatMap(inputsIn);
}

const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? '');

const examples = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  inputsIn(readYaml(block).value),
);

const template: JsonObject = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::111122223333:role/web-execution',
  containerDefinitions: [
    {
      name: 'web',
      image: 'old',
      environment: [
        { name: 'DEBUG', value: '1' },
        { name: 'spring.profiles.active', value: 'dev' },
      ],
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
    },
    { name: 'router', image: 'old' },
    { name: 'debugger', image: 'old', essential: false },
  ],
  volumes: [{ name: 'scratch' }],
};

/** What the runner puts in the place of an expression. */
const filled = (value: Json | undefined): string =>
  text(value).replace(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) =>
    expression.endsWith('digest') ? digest : expression.endsWith('repository') ? 'team/web' : 'example',
  );

test('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(7);
});

test.each(examples)('%j', (inputs) => {
  const values = Object.entries(inputs).map(([name, value]) => [name, filled(value)] as const);
  const request = requestOf(given(Object.fromEntries(values)));
  const document = changeTemplate(template, request, new Map());
  expect(check(document).filter(({ breaks }) => breaks !== 'nothing')).toEqual([]);
});
