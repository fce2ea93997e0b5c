/** What is refused, by the action itself and by GitHub, and what is then told. */
import { green, red, type Scenes } from './scene.ts';

const write = ['actions_variables', 'environments'] as const;
const readOnly = {
  kind: 'fine-grained',
  permissions: Object.fromEntries(write.map((name) => [name, 'read' as const])),
} as const;

/** V1, V2 and so on, each of a kilobyte. */
const ofKilobytes = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`V${String(index + 1)}`, 'x'.repeat(1024)]),
  );

export const failing: Scenes = {
  'everything that is wrong is said at once': red({
    play: ({ set }) =>
      set(
        {
          visibility: 'all',
          file: 'missing.env',
          variables: '{"1A": "x", "GITHUB_B": "x", "c": "", "C": "", "D": "a-token-of-this-job"}',
          'prune-prefix': 'WEB_',
        },
        { NPM_TOKEN: 'a-token-of-this-job' },
      ),
  }),
  'the token itself as a value': red({
    play: ({ set, stage }) => set({ variables: `TOKEN=${stage.github.tokens.everything}` }),
  }),
  'a sensitive output of Terraform': red({
    files: {
      'outputs.json': '{\n  "password": { "sensitive": true, "type": "string", "value": "hunter2" }\n}',
    },
    play: ({ set }) => set({ 'terraform-outputs': 'outputs.json' }),
  }),
  'a name of an output that is none': red({
    files: { 'outputs.json': '{"region":{"value":"eu-west-1"},"none":{"value":null}}' },
    play: ({ set }) => set({ 'terraform-outputs': 'outputs.json', 'terraform-map': 'regio=AWS_REGION' }),
  }),
  'outputs in the place of a file': red({
    files: { 'outputs.json': '{"a":{"sensitive":false,"type":"string","value":"1"}}' },
    play: ({ set }) => set({ file: 'outputs.json' }),
  }),
  'a name and a credential in a file': red({
    files: { 'web.env': 'A=1\nBAD-N=2\nDB=postgres://app:hunter2@db/app\n' },
    play: ({ set }) => set({ file: 'web.env' }),
  }),
  'a state instead of outputs': red({
    files: { 'outputs.json': '{"format_version":"1.0","terraform_version":"1.13.0","values":{}}' },
    play: ({ set }) => set({ 'terraform-outputs': 'outputs.json' }),
  }),
  'a file with mistakes': red({
    files: { 'web.yaml': 'A: 1\nB: [hunter2]\nC:\n' },
    play: ({ set }) => set({ file: 'web.yaml' }),
  }),
  "the job's own token": red({
    play: ({ set, stage }) => set({ variables: 'A=1', token: stage.github.tokens.job }),
  }),
  'a fine-grained token that may only read': red({
    github: { tokens: { github_pat_reading: readOnly } },
    play: ({ set }) => set({ variables: 'A=1\nB=2', token: 'github_pat_reading' }),
  }),
  'a token of an App without the permission': red({
    github: { tokens: { ghs_app: { kind: 'installation', permissions: { contents: 'write' } } } },
    play: ({ set }) => set({ variables: 'A=1', token: 'ghs_app' }),
  }),
  'a classic token without the scope, in the organization': red({
    github: { organization: {}, tokens: { ghp_classic: { kind: 'classic', scopes: ['repo'] } } },
    play: ({ set }) => set({ scope: 'organization', variables: 'A=1', token: 'ghp_classic' }),
  }),
  'a repository that the token does not see': red({
    play: ({ set }) => set({ repository: 'harbour/none', variables: 'A=1' }),
  }),
  'an environment that is missing': red({
    play: ({ set }) => set({ scope: 'environment', environment: 'production', variables: 'A=1' }),
  }),
  'a dry run for an environment of a repository that the token does not see': red({
    play: ({ set }) =>
      set({
        scope: 'environment',
        repository: 'harbour/none',
        environment: 'production',
        'create-environment': 'true',
        variables: 'A=1',
        'dry-run': 'true',
      }),
  }),
  'an organization that is none': red({
    play: ({ set }) => set({ scope: 'organization', organization: 'octo-org', variables: 'A=1' }),
  }),
  'no room': red({
    github: {
      variables: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`V${String(index)}`, 'x'])),
    },
    play: ({ set }) => set({ variables: 'V1=y\nONE_MORE=x' }),
  }),
  'more than a run gets on github.com': red({
    github: { variables: ofKilobytes(245) },
    play: ({ set }) => set({ variables: `V1=y\nONE_MORE=${'x'.repeat(12 * 1024)}` }),
  }),
  'as much in a GitHub Enterprise Server': green({
    github: { serverUrl: 'https://github.example', variables: ofKilobytes(245) },
    play: ({ set }) => set({ variables: `V1=y\nONE_MORE=${'x'.repeat(12 * 1024)}` }),
  }),
  'a limit of GitHub is waited for': green({
    play: ({ set, stage }) => {
      stage.github.faults.push({
        method: 'POST',
        when: 'before',
        answer: {
          status: 403,
          message: 'You have exceeded a secondary rate limit',
          headers: { 'retry-after': '60' },
        },
        skip: 1,
        times: 1,
      });
      return set({ variables: 'A=1\nB=2' });
    },
  }),
  'a limit that lasts an hour ends the run, and what was written is told': red({
    play: ({ set, stage }) => {
      stage.github.faults.push({
        method: 'POST',
        when: 'before',
        answer: { status: 429, message: 'Too many requests', headers: { 'retry-after': '3600' } },
        skip: 1,
        times: 9,
      });
      return set({ variables: 'A=1\nB=2\nC=3' });
    },
  }),
  'a write whose answer is lost is told as done': green({
    play: ({ set, stage }) => {
      stage.github.faults.push({ method: 'POST', when: 'after', answer: 'cut', times: 1 });
      return set({ variables: 'A=1' });
    },
  }),
  'a GitHub that is gone in the middle: not known, and not reached': red({
    play: ({ set, stage }) => {
      stage.github.faults.push({ method: 'POST', when: 'before', answer: 'cut', skip: 1, times: 9 });
      return set({ variables: 'A=1\nB=2\nC=3' });
    },
  }),
};
