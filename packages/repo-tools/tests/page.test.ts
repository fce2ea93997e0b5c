/** The lists behind the pages of the actions, against what the code does: what it asks of AWS, and how it ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readActionYaml } from '../src/action-yaml.ts';
import { importsOf, parseFile, type ModuleImport } from '../src/module-imports.ts';
import { failuresPart, type FailureList } from '../src/page-failures.ts';
import { migrationPart } from '../src/page-migration.ts';
import { permissionsPart, policyPart, type Permission } from '../src/page-permissions.ts';
import { replacementsPart } from '../src/page-replacements.ts';
import { filesBelow, root } from '../src/repository.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = 'actions/deploy-ecs-with-rollback/page';

/** What a file of packages/aws and all that it reaches there imports. */
function reached(file: string, seen = new Set<string>()): readonly ModuleImport[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = importsOf(parseFile(file, read(`packages/aws/src/${file}`)));
  const ours = imports.filter(({ specifier }) => specifier.startsWith('./'));
  return [...imports, ...ours.flatMap(({ specifier }) => reached(specifier.slice(2), seen))];
}

/** As IAM names the services of the SDK's clients. */
const iamNames: Readonly<Record<string, string>> = {
  '@aws-sdk/client-ecs': 'ecs',
  '@aws-sdk/client-elastic-load-balancing-v2': 'elasticloadbalancing',
  '@aws-sdk/client-cloudwatch': 'cloudwatch',
  '@aws-sdk/client-cloudwatch-logs': 'logs',
};

describe('the permissions of deploy-ecs-with-rollback', () => {
  const permissions = parse(read(`${page}/permissions.yml`)) as readonly Permission[];

  test('are those of the calls that its gateways send, no more and no less', () => {
    const sent = reached('deployment-gateways.ts').flatMap(({ specifier, names }) =>
      names
        .filter((name) => name.endsWith('Command'))
        .map((name) => `${iamNames[specifier] ?? specifier}:${name.replace(/Command$/, '')}`),
    );
    expect(permissions.map(({ action }) => action).toSorted()).toEqual([...new Set(sent)].sort());
  });

  test('are all in the policy, which is JSON', () => {
    const [, json = ''] = /```json\n([\s\S]*)\n```/.exec(policyPart(permissions)) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      Statement: [
        { Action: permissions.map(({ action }) => action) },
        { Action: 'iam:PassRole' },
        { Action: 'ecs:TagResource' },
      ],
    });
  });
});

const codesIn = (folder: string): readonly string[] =>
  filesBelow(join(root, folder)).flatMap((file) => codesOf(read(`${folder}/${file}`)));

/** Of a file that a user gives, which may be missing or wrong. */
const fileKind = /\bnoun: '[^']+',\s+code: '([a-z-]+)'/g;

const redVerdicts = ['failed', 'unscannable', 'timed-out', 'not-configured', 'archived'];

/** Also of codes that callers compare with, and of layouts, whose failures say their first word once for all. */
const codesOf = (text: string): readonly string[] => [
  ...[...text.replaceAll(fileKind, '').matchAll(/(?:\bcode: |Code = )'([a-z-]+)'/g)].map(
    ([, code = '']) => code,
  ),
  ...[...text.matchAll(fileKind)].flatMap(([, code = '']) => [`${code}-unreadable`, `${code}-invalid`]),
  ...(text.includes('code: `scan-${verdict}`') ? redVerdicts.map((verdict) => `scan-${verdict}`) : []),
  ...[...text.matchAll(/\blayoutFailure\(\s*'([a-z-]+)'/g)].map(([, code = '']) => `layout-${code}`),
];

describe.each([
  ['build-push-ecr', ['packages/oci/src', 'packages/docker/src'], 50],
  ['deploy-ecs-with-rollback', ['packages/rollout/src'], 20],
  ['render-task-def', ['packages/task-definition/src'], 4],
  ['scan-image', [], 5],
  ['set-repo-variables', [], 3],
  ['dispatch-workflow', [], 20],
])('the failures of %s', (action, engines, atLeast) => {
  const list = parse(read(`actions/${action}/page/failures.yml`)) as FailureList;
  const ofSources = new Set([...engines, `actions/${action}/src`].flatMap(codesIn));
  const elsewhere = new Set(
    ['action-kit', 'task-definition', 'aws', 'github'].flatMap((name) => codesIn(`packages/${name}/src`)),
  );
  const told = (): ReadonlySet<string> =>
    new Set([...failuresPart(list).matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code = '']) => code));

  test('hold every code that the engine and the action name', () => {
    const known = new Set([...told(), ...list.never]);
    expect([...ofSources].filter((code) => !known.has(code))).toEqual([]);
    expect(ofSources.size).toBeGreaterThan(atLeast);
  });

  test('hold no code that no source names', () => {
    const all = [...list.failures.map(({ code }) => code), ...list.never];
    expect(all.filter((code) => !ofSources.has(code) && !elsewhere.has(code))).toEqual([]);
  });
});

test('a table names each code once, in order: its own ones, those of ECS, those of every service', () => {
  const made = failuresPart({
    failures: [{ code: 'access-denied', what: 'Denied.', todo: 'Allow `it`.' }],
    never: ['deployment-not-stoppable'],
  });
  expect(made.split('\n')[2]).toBe('| `access-denied` | denied | allow `it` |');
  expect(made).not.toMatch(/access-denied[\s\S]*access-denied|deployment-not-stoppable/);
});

test('a table tells the codes of the gateway that an action uses', () => {
  const made = failuresPart({ failures: [], never: [], gateway: 'ecr' });
  expect(made).toMatch(/`repository-not-found`[\s\S]*`access-denied`/);
  expect(made).not.toContain('`service-not-found`');
});

describe('a table of refusals by GitHub', () => {
  const guide = (code: string): { readonly code: string; readonly what: string; readonly todo: string } => ({
    code,
    what: 'No.',
    todo: 'Do `it`.',
  });

  test('tells those of the operations that are asked for', () => {
    const made = failuresPart({
      failures: [guide('token-rejected'), guide('token-lacks-permission')],
      never: [],
      gateway: 'github',
      operations: ['read-selected-repository'],
    });
    expect(made).toMatch(/`token-rejected`[\s\S]*`selected-repository-not-found`/);
    expect(made).not.toContain('`environment-refused`');
  });

  test('is not made while nobody says what to do about what depends on the token', () => {
    const made = (): string =>
      failuresPart({ failures: [], never: [], gateway: 'github', operations: ['list-variables'] });
    expect(made).toThrow(
      new Error('page/failures.yml must tell what to do about token-cannot-write-variables.'),
    );
  });
});

describe('permissions that not every run asks for', () => {
  const some: readonly Permission[] = [
    { action: 'ecr:GetAuthorizationToken', why: 'To log in.' },
    { action: 'ecr:GetDownloadUrlForLayer', why: 'To read.', less: ['oci-layout'], on: 'repository' },
    { action: 'ecr:CreateRepository', why: 'To make it.', only: '`create-repository: true`' },
    { action: 'sts:GetServiceBearerToken', why: 'The same.', only: 'a build', less: ['build'] },
    { action: 'ecr:StartImageScan', why: 'To start one.', spare: true },
  ];

  test('say in the table what asks for them, and who goes on without', () => {
    expect(permissionsPart(some).split('\n').slice(2)).toEqual([
      '| `ecr:GetAuthorizationToken` | To log in. | refused |',
      '| `ecr:GetDownloadUrlForLayer` | To read. | refused; `oci-layout` goes on, with less |',
      '| `ecr:CreateRepository` | Only for `create-repository: true`. To make it. | refused |',
      '| `sts:GetServiceBearerToken` | Only for a build. The same. | it goes on, with less |',
      '| `ecr:StartImageScan` | To start one. | it goes on, with less |',
    ]);
  });

  test('are not in the policy, which has one statement for the repository', () => {
    const [, json = ''] = /```json\n([\s\S]*)\n```/.exec(policyPart(some)) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      Statement: [
        { Action: ['ecr:GetAuthorizationToken', 'ecr:StartImageScan'], Resource: '*' },
        { Action: ['ecr:GetDownloadUrlForLayer'], Resource: expect.stringMatching(/repository\/team\/web$/) },
      ],
    });
  });
});

test('a policy passes roles and sets tags only where something is registered', () => {
  const actionsIn = (actions: readonly string[]): readonly string[] => {
    const [, json = ''] =
      /```json\n([\s\S]*)\n```/.exec(policyPart(actions.map((action) => ({ action, why: '' })))) ?? [];
    const { Statement } = JSON.parse(json) as { readonly Statement: readonly { readonly Action: unknown }[] };
    return Statement.flatMap(({ Action }) => Action as string | readonly string[]);
  };
  const reading = ['ecs:DescribeTaskDefinition', 'ecr:DescribeImages'];
  expect(actionsIn(reading)).toEqual(reading);
  expect(actionsIn(['ecs:RegisterTaskDefinition'])).toEqual([
    'ecs:RegisterTaskDefinition',
    'iam:PassRole',
    'ecs:TagResource',
  ]);
});

describe('the migration table', () => {
  const action = readActionYaml(
    'action.yml',
    `name: x
description: y
runs: { using: node24, main: dist/index.js }
inputs:
  service: { description: The service. }
  run-task: { description: 'Not supported: use a step. Refused when set.' }
`,
  );

  test('says of each input whether it works, in the words of action.yml or its own', () => {
    expect(
      migrationPart([{ name: 'service', say: 'Required.' }, { name: 'run-task' }], action)
        .split('\n')
        .slice(2),
    ).toEqual([
      '| `service` | works | Required. |',
      '| `run-task` | refused when set | Not supported: use a step. Refused when set. |',
    ]);
  });

  test('is not made when an input of theirs is not declared', () => {
    expect(() => migrationPart([{ name: 'cluster' }], action)).toThrow(
      new Error('page/aws-actions-inputs.yml: action.yml does not declare cluster.'),
    );
  });
});

describe('the table of actions whose inputs have other names', () => {
  const ours = readActionYaml(
    'action.yml',
    `name: x
description: y
runs: { using: node24, main: dist/index.js }
inputs:
  tags: { description: The tags. }
`,
  );

  test('says for each input what stands here for it, one table an action', () => {
    const inputs = [
      { name: 'tags', here: ['tags'], say: 'Without the repository.' },
      { name: 'load', say: 'Nothing is loaded.' },
    ];
    expect(replacementsPart([{ action: 'docker/build-push-action', inputs }], ours).split('\n')).toEqual([
      '**docker/build-push-action**',
      '',
      '| input | here | how |',
      '|---|---|---|',
      '| `tags` | `tags` | Without the repository. |',
      '| `load` | – | Nothing is loaded. |',
    ]);
  });

  test('is not made when nothing of that name is here', () => {
    const inputs = [{ name: 'flavor', here: ['flavour'], say: 'No.' }];
    expect(() => replacementsPart([{ action: 'docker/metadata-action', inputs }], ours)).toThrow(
      new Error('For flavor stands flavour, which action.yml does not declare.'),
    );
  });
});
