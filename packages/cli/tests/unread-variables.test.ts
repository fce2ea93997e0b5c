/** A misspelt variable is told where it is set: without a word the local cloud's own would make the run green. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { unreadVariables, variablesSet } from '../src/report/unread-variables.ts';

const root = resolve(import.meta.dirname, '../../..');
const slipway = 'slipway-actions/slipway';
const published = ['release.yml', 'deploy.yml', 'infrastructure.yml'].map((name) => ({
  ...{ repository: slipway, path: `.github/workflows/${name}` },
  text: readFileSync(join(root, '.github/workflows', name), 'utf8'),
}));
const own = [
  {
    ...{ repository: 'team/web', path: '.github/workflows/ship.yml' },
    text: `on: push
jobs:
  ship: { uses: ${slipway}/.github/workflows/release.yml@v1, with: { url: "\${{ vars.APP_URL }}", x: "\${{ vars['log_level'] }}" } }
`,
  },
];

/** @param files by their names. @param typed words of `--var` */
function told(files: Readonly<Record<string, string>>, typed: readonly string[] = [], varFile?: string) {
  const standing = { folder: '/app', textOf: (path: string) => files[path.slice('/app/'.length)] };
  const flags = [
    ...typed.map((value) => ({ name: 'var', value })),
    ...(varFile === undefined ? [] : [{ name: 'var-file', value: varFile }]),
  ];
  const others = Object.keys(files).filter((name) => name.startsWith('.vars.'));
  const set = variablesSet({ flags, others: ['push'] }, standing, others);
  return unreadVariables(set, own, [...own, ...published]);
}

const sentence = (where: string, name: string, near: string): string =>
  `\`${where}\` sets ${name}, which no workflow here reads; did you mean ${near}?`;

test('a name that is near to one that is read is told, in each place that sets it', () => {
  expect(told({ '.vars.production': 'ECS_SERVCE=api\n', '.vars': 'AP_URL=x\nlog_levl: x\n' })).toEqual([
    sentence('.vars', 'AP_URL', 'APP_URL'),
    sentence('.vars', 'LOG_LEVL', 'LOG_LEVEL'),
    sentence('.vars.production', 'ECS_SERVCE', 'ECS_SERVICE'),
  ]);
  expect(told({}, ['ecs_clustr=x'])).toEqual([sentence('--var', 'ECS_CLUSTR', 'ECS_CLUSTER')]);
  const other = { '.vars': 'ECS_SERVCE=x\n', 'my.vars': 'AP_URL=x\n' };
  expect(told(other, [], 'my.vars')).toEqual([sentence('my.vars', 'AP_URL', 'APP_URL')]);
});

test.each([
  ['what is read', 'ECS_SERVICE=api\napp_url=x\nlog_level=x'],
  ['what is near to nothing', 'DATABASE=x'],
  ['one beside the right one', 'ECS_SERVICE=web\nECS_SERVICE2=api'],
  // Near to AWS_ROLE_SCAN, and read by a workflow that is not called here.
  ['a variable of another workflow of Slipway', 'AWS_ROLE_PLAN=x'],
])('%s is not', (_, text) => {
  expect(told({ '.vars': `${text}\n` })).toEqual([]);
});
