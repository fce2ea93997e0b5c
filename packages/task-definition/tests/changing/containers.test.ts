/** Which containers a change reaches, and that it reaches no other. */
import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '@slipway/documents/value';
import fc from 'fast-check';
import { containerNames, inContainers, requireContainer } from '../../src/changing/containers.ts';
import { setEnvironment, setSecrets } from '../../src/changing/environment.ts';
import { setHealthCheck } from '../../src/changing/health-check.ts';
import { withImages } from '../../src/changing/images.ts';
import { setDockerLabels } from '../../src/changing/labels.ts';
import { setLogging } from '../../src/changing/logging.ts';

const template: JsonObject = {
  family: 'web',
  containerDefinitions: [
    { name: 'web', image: 'old' },
    { name: 'log', image: 'router' },
  ],
};

test('an image is set in its container alone, and the template stays as it was', () => {
  const before = structuredClone(template);
  expect(withImages(template, new Map([['web', 'new']]))).toEqual({
    family: 'web',
    containerDefinitions: [
      { name: 'web', image: 'new' },
      { name: 'log', image: 'router' },
    ],
  });
  expect(template).toEqual(before);
});

describe('a container that is not there is refused with the names of those that are', () => {
  test.each([
    [template, 'its containers are web, log'],
    [{ containerDefinitions: [{ name: 'web' }] }, 'its only container is web'],
  ])('%j', (document, why) => {
    expect(() => withImages(document, new Map([['wep', 'new']]))).toThrow(
      new Error(`The task definition has no container named wep: ${why}. Write the name of one of them.`),
    );
  });
});

describe('what has no containers with names is left for the check to tell', () => {
  test.each<[Json | undefined]>([
    [undefined],
    [null],
    ['web'],
    [[]],
    [['web', null, {}, { name: 3 }, { name: '' }]],
  ])('%j', (containerDefinitions) => {
    const document = { containerDefinitions };
    expect(containerNames(document)).toEqual([]);
    expect(() => requireContainer(document, 'web')).not.toThrow();
    expect(withImages(document, new Map([['web', 'new']]))).toEqual(document);
  });
});

const json = fc.jsonValue() as fc.Arbitrary<Json>;
const name = fc.constantFrom('web', 'log', 'side');
const entries = fc.dictionary(fc.string(), fc.string()).map((each) => new Map(Object.entries(each)));
const change = fc.oneof(
  entries.map(setEnvironment),
  entries.map(setSecrets),
  entries.map(setDockerLabels),
  fc.record({ driver: fc.option(fc.string(), { nil: undefined }), options: entries }).map(setLogging),
  fc
    .constantFrom({ kind: 'none' } as const, { kind: 'set', members: { interval: 5 } } as const)
    .map(setHealthCheck),
);
const container = fc
  .record(
    { name, environment: json, secrets: json, dockerLabels: json, logConfiguration: json, healthCheck: json },
    { requiredKeys: [] },
  )
  .map((each) => each as JsonObject);
const document = fc.oneof(
  fc.record({ family: json, containerDefinitions: fc.array(fc.oneof(container, json)) }),
  fc.dictionary(fc.string(), json),
);

test('whatever a document holds, a change to one container leaves all else as it is', () => {
  fc.assert(
    fc.property(document, name, change, (before, only, each) => {
      const after = inContainers(before, [only], each);
      expect(others(after, only)).toEqual(others(before, only));
    }),
    { seed: 5, numRuns: 500 },
  );
});

/** The document without what stands in containers of that name. */
function others({ containerDefinitions, ...rest }: JsonObject, only: string): unknown {
  const isOnly = (item: Json): boolean =>
    typeof item === 'object' && item !== null && 'name' in item && item.name === only;
  const items: unknown = Array.isArray(containerDefinitions)
    ? containerDefinitions.map((item: Json) => (isOnly(item) ? only : item))
    : containerDefinitions;
  return { ...rest, items };
}
