/** What is written, and what is told of it. */
import { green, type Scenes } from './scene.ts';

const variables = 'ECS_CLUSTER=harbour\nECS_SERVICE=web\nAWS_REGION=eu-west-1';
const github = { variables: { AWS_REGION: 'us-east-1', OTHER: 'stays' } };
const many = Array.from({ length: 100 }, (_, index) => `V${String(index).padStart(3, '0')}`);
/** With two more a repository has as many as it may have. */
const others = Array.from({ length: 498 }, (_, index) => `V${String(index)}`);

export const writing: Scenes = {
  'a dry run': green({ github, play: ({ set }) => set({ variables, 'dry-run': 'true' }) }),
  'a first run creates and updates': green({ github, play: ({ set }) => set({ variables }) }),
  'a second run reads once': green({
    github,
    play: async ({ set }) => {
      await set({ variables });
      return set({ variables });
    },
  }),
  'all sources at once, and a prefix that is pruned': green({
    github: { variables: { WEB_OLD: 'gone', WEB_ZONES: '["a"]', OTHER: 'stays' } },
    files: {
      'web.env': '# by hand\nWEB_COLOUR=blue\nWEB_SIZE="3 # large"\n',
      'outputs.json': JSON.stringify({
        cluster: { sensitive: false, type: 'string', value: 'harbour' },
        zones: { sensitive: false, type: ['list', 'string'], value: ['a', 'b'] },
        password: { sensitive: true, type: 'string', value: 'hunter2' },
      }),
    },
    play: ({ set }) =>
      set({
        file: 'web.env',
        'terraform-outputs': 'outputs.json',
        'terraform-map': 'cluster=WEB_CLUSTER\nzones=WEB_ZONES',
        variables: 'web_colour=green',
        'prune-prefix': 'WEB_',
      }),
  }),
  'an environment is made when it is missing': green({
    play: ({ set }) =>
      set({ scope: 'environment', environment: 'prod/eu', 'create-environment': 'true', variables: 'A=1' }),
  }),
  'an environment that exists keeps its protection': green({
    github: { environments: { production: { reviewers: ['octocat'], variables: { A: '1' } } } },
    play: ({ set }) =>
      set({
        scope: 'environment',
        environment: 'production',
        'create-environment': 'true',
        variables: 'A=2',
      }),
  }),
  'an organization, with selected repositories': green({
    github: {
      organization: { variables: { A: { value: '1', visibility: 'all' }, B: '1' } },
      repositories: { 'harbour/api': {} },
    },
    play: ({ set }) =>
      set({
        scope: 'organization',
        visibility: 'selected',
        'selected-repositories': 'harbour/example-app\nharbour/api',
        variables: 'A=1\nC=1',
      }),
  }),
  'lines as people write them': green({
    github: { variables: { ECS_CLUSTER: ' prod' } },
    play: ({ set }) => set({ variables: 'ECS_CLUSTER = prod\nCOLOUR = "blue"' }),
  }),
  'a full repository takes a new one for one that is pruned': green({
    github: {
      variables: { ...Object.fromEntries(others.map((name) => [name, 'x'])), WEB_OLD: '1', WEB_OLDER: '1' },
    },
    play: ({ set }) => set({ variables: 'WEB_NEW=1', 'prune-prefix': 'WEB_' }),
  }),
  'another repository': green({
    github: { repositories: { 'harbour/api': { variables: { A: '1' } } } },
    play: ({ set }) => set({ repository: 'harbour/api', variables: '{ "A": 2, "B": true }' }),
  }),
  'a hundred variables': green({
    play: ({ set }) => set({ variables: many.map((name) => `${name}=x`).join('\n') }),
  }),
  'a hundred variables that are as they should be': green({
    github: { variables: Object.fromEntries(many.map((name) => [name, 'x'])) },
    play: ({ set }) => set({ variables: many.map((name) => `${name}=x`).join('\n') }),
  }),
  'hostile names and values are printed harmlessly': green({
    github: {
      variables: {
        A: '::error title=x::owned\u001b[31m\n##[group]',
        B: '<img src=x onerror=alert(1)>|`x`',
        C: 'x'.repeat(5000),
        D: 'postgres://app:hunter2@db/app',
      },
    },
    play: ({ set }) =>
      set({
        variables: JSON.stringify({ A: '::stop-commands::x\ny', B: '@octocat | #1', C: 'é', D: 'none' }),
      }),
  }),
};
