/**
 * Wherever a team may write a secret, rightly or by mistake, nothing that this action tells shows it: no line of the
 * log, no annotation, no summary, no output, no failure.
 */
import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action-kit/failures';
import fc from 'fast-check';
import { renderTaskDefinition } from '../src/render-task-definition.ts';
import { reportOf } from '../src/report.ts';
import { requestOf } from '../src/request.ts';
import { given, world, type MemoryWorld } from './world.ts';

type Members = Readonly<Record<string, unknown>>;

/** Members of a container that hold the secret: where it belongs, under a misspelt name, and in a wrong form. */
const inContainer: readonly ((secret: string) => Members)[] = [
  (secret) => ({ environment: [{ name: 'A', value: secret }] }),
  (secret) => ({ environment: ['1', secret].map((value) => ({ name: 'A', value })) }),
  (secret) => ({ environment: [{ name: 'DB_PASSWORD', value: [secret] }] }),
  (secret) => ({ environment: [{ name: 'A', vale: secret }] }),
  (secret) => ({ environment: [{ nam: 'A', value: secret }] }),
  (secret) => ({ environment: [{ name: 'A', value: { is: secret } }] }),
  (secret) => ({ environment: [`A=${secret}`] }),
  (secret) => ({ environment: { A: secret } }),
  (secret) => ({ environment: secret }),
  (secret) => ({ enviroment: [{ name: 'A', value: secret }] }),
  (secret) => ({ secrets: [{ name: 'A', valueFrom: secret }] }),
  (secret) => ({ secrets: [{ name: 'A', value: secret }] }),
  (secret) => ({ secrets: [{ valueFrom: secret }] }),
  (secret) => ({ secrets: { A: secret } }),
  (secret) => ({ secret: { A: secret } }),
  (secret) => ({ repositoryCredentials: { credentialsParameter: secret } }),
  (secret) => ({ repositoryCredentials: secret }),
  (secret) => ({ command: ['login', secret] }),
  (secret) => ({ command: [{ is: secret }] }),
  (secret) => ({ command: secret }),
  (secret) => ({ comand: [secret] }),
  (secret) => ({ entryPoint: [secret] }),
  (secret) => ({ entrypoint: secret }),
  (secret) => ({ healthCheck: { command: ['CMD-SHELL', secret] } }),
  (secret) => ({ healthCheck: { command: secret } }),
  (secret) => ({ healthCheck: { comand: [secret] } }),
  (secret) => ({ healthCheck: secret }),
  (secret) => ({ dockerLabels: { a: secret } }),
  (secret) => ({ dockerLabels: { a: [secret] } }),
  (secret) => ({ dockerLabels: [{ name: 'a', value: secret }] }),
  (secret) => ({ logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': secret } } }),
  (secret) => ({ logConfiguration: { logDriver: 'splunk', options: [secret] } }),
  (secret) => ({ logConfiguration: { logDriver: 'splunk', option: { 'splunk-token': secret } } }),
  (secret) => ({
    logConfiguration: { logDriver: 'splunk', secretOptions: [{ name: 'splunk-token', valueFrom: secret }] },
  }),
  (secret) => ({ logConfiguration: { logDriver: secret } }),
  (secret) => ({ logConfiguration: secret }),
  (secret) => ({ firelensConfiguration: { type: 'fluentbit', options: { key: secret } } }),
  (secret) => ({ firelensConfiguration: { type: secret } }),
  (secret) => ({ cpu: secret, essential: secret, dnsServers: { is: secret } }),
  (secret) => ({ mountPoints: { '/data': secret }, ulimits: { nofile: secret } }),
];

const inTask: readonly ((secret: string) => Members)[] = [
  (secret) => ({ tags: [{ key: 'team', value: secret }] }),
  (secret) => ({ tags: ['a', secret].map((value) => ({ key: 'team', value })) }),
  (secret) => ({ tags: { team: secret } }),
  (secret) => ({ tag: { team: secret } }),
  (secret) => ({ enviroment: { A: secret } }),
  (secret) => ({ networkMode: secret }),
  (secret) => ({ requiresCompatibilities: [secret] }),
  (secret) => ({ proxyConfiguration: secret }),
  (secret) => ({ containerDefinitions: { web: secret } }),
  (secret) => ({ volumes: { data: secret } }),
  (secret) => ({
    volumes: [
      { name: 'data', dockerVolumeConfiguration: { driverOpts: { o: secret }, labels: { a: secret } } },
    ],
  }),
  (secret) => ({ volumes: [{ name: 'data', dockerVolumeConfiguration: secret, driverOpts: secret }] }),
  (secret) => ({
    volumes: [
      {
        name: 'data',
        fsxWindowsFileServerVolumeConfiguration: {
          fileSystemId: 'fs-1',
          rootDirectory: '/',
          authorizationConfig: { credentialsParameter: secret, domain: 'd' },
        },
      },
    ],
  }),
  (secret) => ({
    containerDefinitions: ['1', secret].map((value) => ({
      name: 'web',
      image: 'web:1',
      memory: 256,
      environment: [{ name: 'A', value }],
      secrets: [{ name: 'B', valueFrom: value }],
    })),
  }),
];

const sound: Members = { name: 'web', image: 'web:1', memory: 256 };

const documents: readonly ((secret: string) => Members)[] = [
  ...inContainer.map((members) => (secret: string) => ({
    family: 'web',
    containerDefinitions: [{ ...sound, ...members(secret) }],
  })),
  ...inTask.map((members) => (secret: string) => ({
    family: 'web',
    containerDefinitions: [sound],
    ...members(secret),
  })),
];

/** Known for a secret by its look, which a text that is broken may have lost. */
const inImage = (secret: string): Members => ({
  family: 'web',
  containerDefinitions: [{ ...sound, image: `https://web:${secret}@registry/web` }],
});

/** Inputs that set it, and some that can't be read. */
const inputs: readonly ((secret: string) => Readonly<Record<string, string>>)[] = [
  (secret) => ({ 'environment-variables': `A=${secret}` }),
  (secret) => ({ 'environment-variables': `A="x\n${secret}"` }),
  (secret) => ({ 'environment-variables': `A="x"\n${secret}` }),
  (secret) => ({ 'environment-variables': `A="${secret}\nB=1` }),
  (secret) => ({ 'environment-variables': `A=-----BEGIN KEY-----\n${secret}==\n${secret}==` }),
  (secret) => ({ 'environment-variables': `A=x\n${secret}+/ab==` }),
  (secret) => ({ 'environment-variables': `{"A": "b", "${secret}"}` }),
  (secret) => ({ 'environment-variables': `{"A": ["${secret}"]}` }),
  (secret) => ({ secrets: `A=${secret}` }),
  (secret) => ({ secrets: `A=${secret} ${secret}` }),
  (secret) => ({ secrets: secret }),
  (secret) => ({ 'docker-labels': `a=${secret}` }),
  (secret) => ({ 'docker-labels': secret }),
  (secret) => ({ 'docker-labels': `key=-----BEGIN KEY-----\n${secret}==` }),
  (secret) => ({ tags: `a=${secret}` }),
  (secret) => ({ tags: `a=1\na=${secret}` }),
  (secret) => ({ 'log-configuration-options': `splunk-token=${secret}` }),
  (secret) => ({ 'log-configuration-options': secret }),
  (secret) => ({ command: `login ${secret}` }),
  (secret) => ({ command: `login '${secret}` }),
  (secret) => ({ command: `["${secret}"` }),
  (secret) => ({ 'entry-point': `["${secret}", 1]` }),
  (secret) => ({ 'health-check': `curl -u ${secret}` }),
  (secret) => ({ 'health-check': `{"command": "${secret}"}` }),
  (secret) => ({ 'health-check': `{"command": {"${secret}"}}` }),
  (secret) => ({
    'merge-patch': `{"containerDefinitions": [{"command": {"--password=${secret}", "serve"}}]}`,
  }),
  (secret) => ({ 'merge-patch': secret }),
  (secret) => ({ image: `https://web:${secret}@registry/web` }),
];

/** Everything that anybody gets to see. */
async function told(values: Readonly<Record<string, string>>, ports: () => MemoryWorld): Promise<string> {
  try {
    const inputsRead = given({ 'task-definition': 'web.json', ...values });
    const {
      lines,
      annotations = [],
      summary,
      outputs,
    } = reportOf(await renderTaskDefinition(requestOf(inputsRead), ports()));
    return JSON.stringify({ lines, annotations, summary: summary.markdown, outputs });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, what, why, hint, details, at } = error;
    return JSON.stringify({ message, what, why, hint, details, at });
  }
}

/** No word that the action has itself. */
const secret = fc.stringMatching(/^zq[a-z0-9]{8,20}$/);
const settings = fc.record({
  strict: fc.constantFrom('true', 'false'),
  'compare-with': fc.constantFrom('template', 'service:main/web', 'none'),
});
const runs = { seed: 5, numRuns: 500 };

test('of a template', async () => {
  const templates = fc.tuple(secret, settings, fc.constantFrom(...documents, inImage));
  await fc.assert(
    fc.asyncProperty(templates, async ([hidden, values, document]) => {
      const seen = await told(values, () => world({ 'web.json': document(hidden) }));
      expect(seen).not.toContain(hidden);
    }),
    runs,
  );
});

test('of what a service runs, and of a template that the merge patch mends', async () => {
  const changes = fc.tuple(secret, settings, fc.constantFrom(...documents, inImage), fc.boolean());
  await fc.assert(
    fc.asyncProperty(changes, async ([hidden, values, document, isRunning]) => {
      const old = document(hidden);
      const mended = { family: 'web', containerDefinitions: [sound] };
      const nothing = Object.fromEntries(Object.keys(old).map((member) => [member, null]));
      const seen = isRunning
        ? await told({ ...values, 'compare-with': 'service:main/web' }, () =>
            world({ 'web.json': mended }, { running: old }),
          )
        : await told({ ...values, 'merge-patch': JSON.stringify({ ...nothing, ...mended }) }, () =>
            world({ 'web.json': old }),
          );
      expect(seen).not.toContain(hidden);
    }),
    runs,
  );
});

test('of a merge patch', async () => {
  const patches = fc.tuple(secret, settings, fc.constantFrom(...documents, inImage));
  await fc.assert(
    fc.asyncProperty(patches, async ([hidden, values, document]) => {
      const patch = { ...values, 'merge-patch': JSON.stringify(document(hidden)) };
      expect(await told(patch, () => world())).not.toContain(hidden);
    }),
    runs,
  );
});

test('of any other input', async () => {
  const all = fc.tuple(secret, settings, fc.constantFrom(...inputs));
  await fc.assert(
    fc.asyncProperty(all, async ([hidden, values, set]) => {
      expect(await told({ ...values, ...set(hidden) }, () => world())).not.toContain(hidden);
    }),
    runs,
  );
});

test('of a text that is broken near it', async () => {
  const cuts = fc.record({
    hidden: secret,
    values: settings,
    document: fc.constantFrom(...documents),
    file: fc.constantFrom('web.json', 'web.yaml', 'merge-patch'),
    /** Characters before or behind it. */
    distance: fc.integer({ min: 0, max: 12 }),
    isBefore: fc.boolean(),
    instead: fc.constantFrom('', '"', "'", '{', '}', '[', ']', '\\', '\n'),
  });
  await fc.assert(
    fc.asyncProperty(cuts, async ({ hidden, values, document, file, distance, isBefore, instead }) => {
      const text = JSON.stringify(document(hidden));
      const start = text.indexOf(hidden);
      const at = isBefore ? start - 1 - distance : start + hidden.length + distance;
      const broken = text.slice(0, at) + instead + text.slice(at + 1);
      const seen =
        file === 'merge-patch'
          ? await told({ ...values, 'merge-patch': broken }, () => world())
          : await told({ ...values, 'task-definition': file }, () => world({ [file]: broken }));
      expect(seen).not.toContain(hidden);
    }),
    { ...runs, numRuns: 1000 },
  );
});

test('of a value that stands bare in YAML', async () => {
  const bare = fc.tuple(
    secret,
    settings,
    fc.constantFrom(...documents),
    fc.constantFrom('', '*', '&', '!', '!!', '|', '>', '%', '@', '`', '{', '[', '"', "'", '#', ', ', '- '),
  );
  await fc.assert(
    fc.asyncProperty(bare, async ([hidden, values, document, sign]) => {
      const text = JSON.stringify(document(hidden)).replaceAll(`"${hidden}"`, `${sign}${hidden}`);
      const file = { ...values, 'task-definition': 'web.yaml' };
      expect(await told(file, () => world({ 'web.yaml': text }))).not.toContain(hidden);
    }),
    { ...runs, numRuns: 1000 },
  );
});
