/** The plan that asks for nothing but what every build does, for tests to add to. */
import type { BuildPlan } from '../src/build-plan.ts';

export const plainPlan: BuildPlan = {
  context: '.',
  platforms: [],
  buildArgs: [],
  secrets: [],
  ssh: [],
  labels: {},
  annotations: {},
  buildContexts: [],
  addHosts: [],
  noCache: false,
  pull: false,
  provenance: 'auto',
  sbom: 'false',
  cache: { kind: 'none' },
  push: { kind: 'by-digest', name: 'registry.test/team/web' },
};
