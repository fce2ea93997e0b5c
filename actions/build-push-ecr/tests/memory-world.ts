/** An ECR, its registry, a layout and a docker in memory; it writes down what was asked of it. */
import type { BuildPlan } from '@slipway/docker/build-plan';
import { commandLine } from '@slipway/docker/command-line';
import type { Docker } from '@slipway/docker/docker';
import type { Image } from '@slipway/oci/image';
import type { Failure } from '@slipway/action-kit/failures';
import { planOf } from '../src/plan-label.ts';
import { createLogins } from '../src/logins.ts';
import type { World } from '../src/provide-image.ts';
import type { BuildInputs, Request } from '../src/request.ts';
import { hold, imageOf } from './images.ts';
import { emptyRegistry, memoryRegistry, type RegistryRules, type RegistryState } from './memory-registry.ts';

export const host = '127.0.0.1:5000';

export const request: Request = {
  repository: 'team/web',
  source: { kind: 'oci-layout', layout: 'image' },
  tags: ['v1'],
  ifTagExists: 'reuse',
  createRepository: false,
  dryRun: false,
};

export const plainBuild: BuildInputs = {
  context: undefined,
  file: undefined,
  target: undefined,
  platforms: undefined,
  buildArgs: undefined,
  secrets: undefined,
  ssh: undefined,
  labels: undefined,
  buildContexts: undefined,
  addHosts: undefined,
  noCache: false,
  pull: false,
  cache: 'none',
  cacheRepository: undefined,
  provenance: 'auto',
  sbom: 'false',
};

/** What a build of `plainBuild` has as its plan. */
export const plainPlan = planOf(
  {
    context: '.',
    file: undefined,
    target: undefined,
    platforms: [],
    buildArgs: [],
    buildContexts: [],
    provenance: 'auto',
    sbom: 'false',
  },
  { job: { workspace: '/work', temporary: '/temporary' }, variable: () => undefined },
);

export const buildRequest: Request = { ...request, source: { kind: 'build', build: plainBuild } };

export interface MemoryWorld extends World {
  /** The registry that the repository is in. */
  readonly state: RegistryState;
  /** Registries by host, another account's say. */
  readonly others: Map<string, RegistryState>;
  readonly lines: string[];
  /** Masks, logins and folders of logins, in order. */
  readonly secrets: string[];
  /** What ECR and docker were asked to change, in order. */
  readonly done: string[];
  /** The plans that were built. */
  readonly built: BuildPlan[];
}

export interface MemoryOptions extends RegistryRules {
  readonly layout?: Image;
  /** `none`: there is no such repository yet. */
  readonly repository?: 'full' | 'empty' | 'none';
  readonly hasPolicy?: boolean;
  /** What ECR says of them is that they are archived. */
  readonly archived?: readonly string[];
  readonly driver?: string;
  /** Machines of the builder. */
  readonly nodeCount?: number;
  /** What a build makes; it has the labels of its plan. */
  readonly builds?: readonly string[];
  /** What happens at the end of a build, when it is pushed. */
  readonly afterBuild?: (world: RegistryState, plan: BuildPlan) => Promise<void>;
  readonly dockerfile?: string;
  readonly publicLogin?: Failure;
  readonly variables?: Readonly<Record<string, string>>;
}

export function memoryWorld(options: MemoryOptions = {}): MemoryWorld {
  const state = emptyRegistry(host);
  const told = {
    lines: [] as string[],
    secrets: [] as string[],
    done: [] as string[],
    built: [] as BuildPlan[],
  };
  const others = new Map<string, RegistryState>();
  return {
    state,
    others,
    ...told,
    ecr: ecrOf(state, options, told.done),
    registryId: undefined,
    region: 'eu-west-1',
    logins: loginsOf(options, told.secrets),
    layouts: { open: async () => options.layout ?? imageOf(['hello']) },
    registries: {
      at: (endpoint, credentials) => {
        const login =
          credentials && `login at ${endpoint} as ${credentials.username}:${credentials.password}`;
        told.secrets.push(login ?? `no login at ${endpoint}`);
        const other = others.get(new URL(endpoint).host);
        return other === undefined ? memoryRegistry(state, options) : memoryRegistry(other);
      },
    },
    docker: dockerOf(state, options, told),
    keepFolder: (folder) => void told.secrets.push(`folder ${folder}`),
    log: { info: (line) => void told.lines.push(line) },
    facts: {
      job: {
        sha: 'c0ffee',
        ref: 'refs/heads/main',
        refName: 'main',
        refType: 'branch',
        headRef: undefined,
        repository: 'team/app',
        serverUrl: 'https://github.com',
        workspace: '/work',
        temporary: '/temporary',
      },
      now: 0,
      variable: (name) => options.variables?.[name],
    },
  };
}

function ecrOf(state: RegistryState, options: MemoryOptions, done: string[]): World['ecr'] {
  const { repository = 'full', hasPolicy = true, archived = [], immutable = false } = options;
  const found = { registryHost: host, isImmutable: () => immutable };
  const image = (digest: string | undefined) =>
    digest === undefined ? undefined : { digest, archived: archived.includes(digest) };
  return {
    findRepository: async (name) => (name === 'team/web' && repository !== 'none' ? found : undefined),
    createRepository: async (name) => {
      done.push(`create ${name}`);
      return found;
    },
    hasLifecyclePolicy: async () => hasPolicy,
    putLifecyclePolicy: async (name) => void done.push(`policy of ${name}`),
    findImage: async (_, tag) => image(state.tags.get(tag)),
    isEmpty: async () => repository === 'empty',
    newestImage: async () => image([...state.tags.values()].at(-1)),
  };
}

function loginsOf({ publicLogin }: MemoryOptions, secrets: string[]): World['logins'] {
  const login = { endpointUrl: `http://${host}`, registryHost: host, username: 'AWS' };
  return createLogins({
    ecr: async (region) => ({ ...login, password: region === undefined ? 'pw' : `pw-${region}` }),
    publicEcr: async () => {
      if (publicLogin !== undefined) throw publicLogin;
      return { ...login, password: 'pw-public' };
    },
    mask: (secret) => void secrets.push(`mask ${secret}`),
  });
}

function dockerOf(
  state: RegistryState,
  { driver = 'docker-container', nodeCount, builds = ['built'], dockerfile, afterBuild }: MemoryOptions,
  { secrets, done, built }: Pick<MemoryWorld, 'secrets' | 'done' | 'built'>,
): Docker {
  const builder = {
    name: 'builder',
    driver,
    nodeCount,
    platforms: [],
    buildkitVersion: 'v0.26.2',
    buildxVersion: '0.30.1',
  };
  return {
    look: async () => ({ dockerfile }),
    builder: async () => builder,
    logIn: async (logins, announce) => {
      announce('private');
      for (const { hosts, password } of logins)
        secrets.push(`docker login at ${hosts.join(', ')} with ${password}`);
    },
    command: (plan) => ['docker', ...commandLine(plan, { metadataFile: 'metadata.json', makesIndex: false })],
    logOut: async () => void secrets.push('docker logged out'),
    build: async (plan) => {
      built.push(plan);
      done.push('build');
      const image = imageOf([builds[built.length - 1] ?? 'built'], plan.labels);
      const tag = plan.push.kind === 'by-tag' ? [plan.push.reference.split(':').at(-1) ?? ''] : [];
      await hold(state, image, ...tag);
      await afterBuild?.(state, plan);
      const steps = { cached: 1, executed: 2 };
      return { digest: image.root.digest, mediaType: image.root.mediaType, steps, warnings: [] };
    },
  };
}
