/**
 * The borders inside this repository: who may import whom, and which one place may touch each foreign thing. They
 * hold for what is bundled into actions; the reasons are in docs/architecture.md.
 */
import { posix } from 'node:path';
import { globalUsesOf } from './global-uses.ts';
import { importsOf, parseFile, type ModuleImport } from './module-imports.ts';

export interface SourceText {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** Packages that go into bundles beside the actions' own sources. */
export const bundledPackages = [
  'action-kit',
  'aws',
  'docker',
  'documents',
  'github',
  'oci',
  'rollout',
  'task-definition',
] as const;

/** Where each foreign thing may be touched; a path that ends in a slash is a folder. */
const law: readonly { readonly thing: string; readonly matches: RegExp; readonly only: readonly string[] }[] =
  [
    { thing: '@actions/core', matches: /^@actions\/core$/, only: ['packages/action-kit/src/runner.ts'] },
    { thing: '@aws-sdk', matches: /^@(aws-sdk|smithy)\//, only: ['packages/aws/src/'] },
    { thing: '@actions/exec', matches: /^@actions\/exec$/, only: [] },
    { thing: '@actions/github', matches: /^@(actions\/github|octokit\/.*)$/, only: ['packages/github/src/'] },
    {
      thing: 'the disk',
      matches: /^(node:)?fs(\/promises)?$/,
      only: ['packages/action-kit/src/files.ts', 'packages/action-kit/src/folders.ts'],
    },
    {
      thing: 'processes',
      matches: /^(node:)?child_process$/,
      only: ['packages/docker/src/commands.ts'],
    },
    { thing: 'sockets', matches: /^(node:)?(http|http2|https|net|tls|dgram|dns)(\/.*)?$/, only: [] },
    { thing: 'timers', matches: /^(node:)?timers(\/promises)?$/, only: ['packages/action-kit/src/clock.ts'] },
    {
      thing: 'timers and the wall clock',
      matches:
        /^(setTimeout|setInterval|setImmediate|Date\.now|(new )?Date\(\)|performance\.now|AbortSignal\.timeout)$/,
      only: ['packages/action-kit/src/clock.ts'],
    },
    {
      // A temporary file's name must be unique, and nothing is decided by it.
      thing: 'randomness',
      matches: /^(Math\.random|randomUUID|randomBytes|randomInt|crypto\.(randomUUID|getRandomValues))$/,
      only: ['packages/action-kit/src/random.ts', 'packages/action-kit/src/files.ts'],
    },
    { thing: 'the environment', matches: /^process\.env$/, only: ['packages/action-kit/src/environment.ts'] },
    {
      // Whatever is taken from it by another way than process.env: arguments, exit code, signals, `const { env }`.
      thing: 'the process',
      matches: /^(node:)?process$/,
      only: [
        'packages/action-kit/src/environment.ts',
        'packages/action-kit/src/runner.ts',
        'packages/action-kit/src/run-action.ts',
        // It signals a group of processes.
        'packages/docker/src/commands.ts',
      ],
    },
    {
      thing: 'the network',
      matches: /^(fetch|WebSocket)$/,
      only: ['packages/oci/src/', 'packages/action-kit/src/endpoint.ts'],
    },
  ];

/** Parts of the action kit that touch the world: gateways and engines may only name their types. */
const worldly = new Set([
  'clock',
  'endpoint',
  'environment',
  'files',
  'folders',
  'random',
  'run-action',
  'runner',
]);

/** Parts of the gateway to docker that are words and rules: an action's inputs and plans are made of them. */
const pureOfDocker = new Set([
  'build-inputs',
  'builder-able',
  'command-line',
  'origin-labels',
  'registry-hosts',
]);

/** @returns one sentence per crossing: file, line, what, and where it belongs. */
export function borderProblems(source: SourceText): readonly string[] {
  const file = parseFile(source.path, source.content);
  const at = (line: number): string => `${source.path}:${String(line)}`;
  const uses = globalUsesOf(file);
  if (!isBundled(source.path)) {
    return uses
      .filter(({ name }) => name.startsWith('jest.'))
      .map(({ name, line }) => `${at(line)} calls ${name}: pass a port instead.`);
  }
  const imports = importsOf(file);
  const things = [
    ...imports.flatMap(({ specifier, names, line }) => [specifier, ...names].map((name) => ({ name, line }))),
    ...uses,
  ];
  return [
    ...things.flatMap(({ name, line }) =>
      lawProblem(source.path, name).map((problem) => `${at(line)} ${problem}`),
    ),
    ...imports.flatMap((each) =>
      importProblem(source.path, each).map((problem) => `${at(each.line)} ${problem}`),
    ),
  ];
}

export function isBundled(path: string): boolean {
  return (
    /^(?:\.github\/)?actions\/[^/]+\/src\//.test(path) ||
    bundledPackages.some((name) => path.startsWith(`packages/${name}/src/`))
  );
}

/** The folder of the action or package that a file belongs to. */
const homeOf = (path: string): string => /^(?:\.github\/)?[^/]+\/[^/]+/.exec(path)?.[0] ?? path;

function lawProblem(path: string, name: string): readonly string[] {
  const row = law.find(({ matches }) => matches.test(name));
  if (
    row === undefined ||
    row.only.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)))
  ) {
    return [];
  }
  const places = row.only.length === 0 ? 'nothing that is bundled may' : `only ${row.only.join(', ')} may`;
  return [`touches ${row.thing} (${name}): ${places}.`];
}

function importProblem(path: string, { specifier, isTypeOnly }: ModuleImport): readonly string[] {
  const home = homeOf(path);
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    return target.startsWith(`${home}/src/`) ? [] : [`imports ${specifier}: outside its own src.`];
  }
  const [, wanted, part] = /^@slipway\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (wanted === undefined) return [];
  const allowed = /^(?:\.github\/)?actions\//.test(home)
    ? actionMayImport(path, wanted, part, isTypeOnly)
    : packageMayImport(home, wanted, part, isTypeOnly);
  return allowed ? [] : [`imports ${specifier}: not allowed from ${home}.`];
}

function actionMayImport(
  path: string,
  wanted: string,
  part: string | undefined,
  isTypeOnly: boolean,
): boolean {
  if (['action-kit', 'documents', 'task-definition', 'oci'].includes(wanted)) return true;
  if (wanted === 'docker' && (isTypeOnly || pureOfDocker.has(part ?? ''))) return true;
  if (wanted === 'rollout') return path.startsWith('actions/deploy-ecs-with-rollback/');
  return ['aws', 'docker', 'github'].includes(wanted) && path.endsWith('/src/main.ts');
}

function packageMayImport(
  home: string,
  wanted: string,
  part: string | undefined,
  isTypeOnly: boolean,
): boolean {
  if (wanted === 'documents') return home === 'packages/task-definition';
  return wanted === 'action-kit' && (isTypeOnly || !worldly.has(part ?? ''));
}
