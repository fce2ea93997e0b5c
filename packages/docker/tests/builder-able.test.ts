import { describe, expect, test } from '@jest/globals';
import type { BuildPlan } from '../src/build-plan.ts';
import {
  builderHints,
  builderRefusal,
  canPushByDigest,
  makesIndex,
  takesAnnotations,
} from '../src/builder-able.ts';
import type { Builder } from '../src/docker.ts';
import { plainPlan } from './plain-plan.ts';

const modern: Builder = {
  name: 'ci',
  driver: 'docker-container',
  platforms: ['linux/amd64'],
  buildkitVersion: 'v0.26.2',
  buildxVersion: '0.30.1',
};
const plainDocker: Builder = { ...modern, name: 'default', driver: 'docker', usesContainerd: false };
const containerd: Builder = { ...plainDocker, usesContainerd: true };
const underTag: Partial<BuildPlan> = { push: { kind: 'by-tag', reference: 'registry.test/team/web:v1' } };
const plan = (more: Partial<BuildPlan>): BuildPlan => ({ ...plainPlan, ...more });

describe('the builder inside of dockerd', () => {
  test.each<[string, Partial<BuildPlan>]>([
    ['push without a tag', {}],
    ['build for several platforms at once', { ...underTag, platforms: ['linux/amd64', 'linux/arm64'] }],
    ['write a cache', { ...underTag, cache: { kind: 'gha', scope: 'web' } }],
    ['make a provenance or an SBOM', { ...underTag, provenance: 'mode=max' }],
    ['make a provenance or an SBOM', { ...underTag, sbom: 'true' }],
  ])("can't %s", (lack, more) => {
    expect(builderRefusal(plan(more), plainDocker)?.message).toBe(
      `The builder default can't ${lack}: it is the one inside of the docker daemon. Run docker/setup-buildx-action before this step.`,
    );
    expect(builderRefusal(plan(more), modern)).toBeUndefined();
  });

  test('can what is left, and nearly all with the store of containerd', () => {
    expect(builderRefusal(plan(underTag), plainDocker)).toBeUndefined();
    const much = { ...underTag, platforms: ['linux/amd64', 'linux/arm64'], sbom: 'true' };
    expect(builderRefusal(plan(much), containerd)).toBeUndefined();
    expect(builderRefusal(plan({}), containerd)).toBeDefined();
  });
});

test.each<[boolean, string, readonly string[], Builder]>([
  [true, 'a builder of one machine', ['linux/amd64', 'linux/arm64'], modern],
  [true, 'one of two machines, for one platform', ['linux/amd64'], { ...modern, nodeCount: 2 }],
  [true, 'one of two machines, for its own platform', [], { ...modern, nodeCount: 2 }],
  [
    false,
    'one of two machines, for two platforms',
    ['linux/amd64', 'linux/arm64'],
    { ...modern, nodeCount: 2 },
  ],
  [false, 'that inside of dockerd', [], containerd],
])('can push by digest is %s for %s', (can, _, platforms, builder) => {
  expect(canPushByDigest({ platforms }, builder)).toBe(can);
});

describe('an index is made', () => {
  test.each<[boolean, string, Partial<BuildPlan>, Builder, Readonly<Record<string, string>>]>([
    [true, 'for the provenance that is made by default', {}, modern, {}],
    [false, 'without provenance', { provenance: 'false' }, modern, {}],
    [true, 'for two platforms', { provenance: 'false', platforms: ['a', 'b'] }, modern, {}],
    [true, 'for an SBOM', { provenance: 'false', sbom: 'true' }, modern, {}],
    [false, 'where the default is turned off', {}, modern, { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' }],
    [
      true,
      'where it is asked for all the same',
      { provenance: 'mode=min' },
      modern,
      { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    ],
    [false, 'by docker’s own store', {}, plainDocker, {}],
    [true, 'by the store of containerd', {}, containerd, {}],
    [false, 'by a builder from before attestations', {}, { ...modern, buildkitVersion: 'v0.10.6' }, {}],
    [true, 'by a builder of an unknown version', {}, { ...modern, buildkitVersion: 'v0.0.0+unknown' }, {}],
  ])('%s: %s', (made, _, more, builder, environment) => {
    expect(makesIndex(plan(more), builder, environment)).toBe(made);
  });
});

test.each<[string, Builder, boolean]>([
  ['a new buildx', modern, true],
  ['a buildx from before them', { ...modern, buildxVersion: '0.11.2' }, false],
  ['docker’s own store', plainDocker, false],
  ['the store of containerd', containerd, true],
])('annotations and %s: %#', (_, builder, taken) => {
  expect(takesAnnotations(builder)).toBe(taken);
});

describe('what is only told', () => {
  const inActions = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://results.test' };

  test('platforms whose programs need an emulator, annotations that are lost, a cache that is out of reach', () => {
    const much = plan({
      platforms: ['linux/amd64', 'linux/arm64'],
      annotations: { a: 'b' },
      cache: { kind: 'gha', scope: 'web' },
    });
    expect(builderHints(much, plainDocker, {})).toEqual([
      "The builder default can't run programs of linux/arm64. Instructions that run some need docker/setup-qemu-action before this step.",
      'The builder default puts no annotations on images; their labels say the same.',
      "GitHub's cache can't be reached from here, so this build goes without a cache.",
    ]);
    expect(builderHints({ ...much, platforms: ['linux/amd64'] }, modern, inActions)).toEqual([]);
  });

  test('nothing about platforms is said of a builder that sleeps', () => {
    expect(builderHints(plan({ platforms: ['linux/arm64'] }), { ...modern, platforms: [] }, {})).toEqual([]);
  });
});
