/** A plan as the words of docker buildx: the whole table of what an input comes to. */
import { expect, test } from '@jest/globals';
import type { BuildPlan } from '../src/build-plan.ts';
import { commandLine } from '../src/command-line.ts';
import { plainPlan } from './plain-plan.ts';

const invocation = { metadataFile: '/temporary/metadata.json', makesIndex: true };
const output =
  '--output=type=image,name=registry.test/team/web,push-by-digest=true,name-canonical=true,push=true,oci-mediatypes=true';

test('a plan that asks for nothing is built from the context and pushed by digest', () => {
  expect(commandLine(plainPlan, invocation)).toEqual([
    'buildx',
    'build',
    output,
    '--progress=plain',
    '--metadata-file=/temporary/metadata.json',
    '.',
  ]);
});

const cases: readonly [name: string, plan: Partial<BuildPlan>, words: readonly string[]][] = [
  ['another Dockerfile', { file: 'deploy/Dockerfile' }, ['--file=deploy/Dockerfile']],
  ['a stage', { target: 'web' }, ['--target=web']],
  ['platforms', { platforms: ['linux/amd64', 'linux/arm64'] }, ['--platform=linux/amd64,linux/arm64']],
  [
    'build args, with a value, an empty one, and one of the environment',
    {
      buildArgs: [
        { name: 'A', value: 'a=b, "c"' },
        { name: 'B', value: '' },
        { name: 'C', value: undefined },
      ],
    },
    ['--build-arg=A=a=b, "c"', '--build-arg=B=', '--build-arg=C'],
  ],
  [
    'secrets, by their place only',
    {
      secrets: [
        { id: 'npm', from: { kind: 'variable', name: 'NPM_TOKEN' } },
        { id: 'key', from: { kind: 'file', path: 'certs/a, "b".pem' } },
      ],
    },
    ['--secret=id=npm,env=NPM_TOKEN', '--secret=id=key,"src=certs/a, ""b"".pem"'],
  ],
  [
    'ssh, the agent and keys',
    {
      ssh: [
        { id: 'default', paths: [] },
        { id: 'git', paths: ['a', 'b'] },
      ],
    },
    ['--ssh=default', '--ssh=git=a,b'],
  ],
  [
    'labels with commas and lines',
    { labels: { team: 'a, b', note: 'one\ntwo' } },
    ['--label=team=a, b', '--label=note=one\ntwo'],
  ],
  ['annotations', { annotations: { 'a.b': 'c' } }, ['--annotation=manifest,index:a.b=c']],
  [
    'build contexts',
    {
      buildContexts: [
        { name: 'base', location: 'docker-image://alpine' },
        { name: 'src', location: '../src' },
      ],
    },
    ['--build-context=base=docker-image://alpine', '--build-context=src=../src'],
  ],
  [
    'added hosts of both kinds of address',
    {
      addHosts: [
        { host: 'db', address: '10.0.0.1' },
        { host: 'six', address: '::1' },
      ],
    },
    ['--add-host=db=10.0.0.1', '--add-host=six=::1'],
  ],
  ['no cache', { noCache: true }, ['--no-cache']],
  ['base images asked for again', { pull: true }, ['--pull']],
  ['no provenance', { provenance: 'false' }, ['--provenance=false']],
  ['provenance of a mode', { provenance: 'mode=max' }, ['--provenance=mode=max']],
  ['an SBOM', { sbom: 'true' }, ['--sbom=true']],
  ['an SBOM of a generator', { sbom: 'generator=scanner' }, ['--sbom=generator=scanner']],
  [
    'GitHub’s cache',
    { cache: { kind: 'gha', scope: 'team/web' } },
    ['--cache-from=type=gha,scope=team/web', '--cache-to=type=gha,scope=team/web,mode=max,ignore-error=true'],
  ],
  [
    'a cache in a registry, in the form that ECR takes',
    { cache: { kind: 'registry', reference: 'registry.test/cache:web' } },
    [
      '--cache-from=type=registry,ref=registry.test/cache:web',
      '--cache-to=type=registry,ref=registry.test/cache:web,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true',
    ],
  ],
  ['a reproducible build', { sourceDateEpoch: 1_700_000_000 }, ['--build-arg=SOURCE_DATE_EPOCH=1700000000']],
  [
    'a value that begins with a dash, which stays a value',
    { target: '--push', file: '-f' },
    ['--file=-f', '--target=--push'],
  ],
];

test.each(cases)('%s', (_, plan, words) => {
  const plain = commandLine(plainPlan, invocation);
  const added = commandLine({ ...plainPlan, ...plan }, invocation).filter((word) => !plain.includes(word));
  expect(added.filter((word) => !word.startsWith('--output='))).toEqual(words);
});

test.each<[string, Partial<BuildPlan>, string]>([
  ['by digest', {}, output],
  ['by digest with the times of a commit', { sourceDateEpoch: 1 }, `${output},rewrite-timestamp=true`],
  [
    'under a tag, for a builder that can’t push by digest',
    { push: { kind: 'by-tag', reference: 'registry.test/team/web:v1' } },
    '--output=type=image,name=registry.test/team/web:v1,push=true,oci-mediatypes=true',
  ],
])('the image is pushed %s', (_, plan, word) => {
  expect(commandLine({ ...plainPlan, ...plan }, invocation)).toContain(word);
});

test('the context comes last, and is no flag even when its name begins like one', () => {
  expect(commandLine({ ...plainPlan, context: '-web' }, invocation).at(-1)).toBe('./-web');
  expect(commandLine({ ...plainPlan, context: 'https://git.test/web.git#v1' }, invocation).at(-1)).toBe(
    'https://git.test/web.git#v1',
  );
});

test('an image without an index carries the annotations alone, and a builder is named when there is one', () => {
  const words = commandLine(
    { ...plainPlan, annotations: { a: 'b' } },
    { ...invocation, makesIndex: false, builder: 'ci' },
  );
  expect(words).toEqual(expect.arrayContaining(['--builder=ci', '--annotation=manifest:a=b']));
});
