/** What is asked of an image: budgets, dangers, age, packages and paths, from inputs and from a policy file. */
import { green, red, type Scenes } from './scene.ts';

const inspected = { inspector: 'everywhere' } as const;

const kev = JSON.stringify({
  title: 'CISA Catalog of Known Exploited Vulnerabilities',
  catalogVersion: '2025.12.30',
  dateReleased: '2025-12-30T15:00:00.0000Z',
  count: 1,
  vulnerabilities: [{ cveID: 'CVE-2026-0002', dateAdded: '2025-12-29' }],
});

const epss = `#model_version:v2025.03.14,score_date:2025-12-30T12:55:00Z
cve,epss,percentile
CVE-2026-0001,0.00042,0.11
CVE-2026-0002,0.71,0.99
`;

const anything = { 'fail-on': 'critical: 99' };

export const policies: Scenes = {
  'a budget allows some': green({
    play: ({ pushAndJudge }) => pushAndJudge('critical', { 'fail-on': 'critical: 1\nhigh: 0' }),
  }),
  'a budget of low findings is exceeded': red({
    play: ({ pushAndJudge }) => pushAndJudge('critical', { 'fail-on': 'critical: 1\nlow: 0' }),
  }),
  'only what has a fix counts': red({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('next', { 'fixable-only': 'true' }),
  }),
  'only what has a fix counts, on basic scanning: refused before a scan is started': red({
    scanOnPush: false,
    play: ({ pushAndJudge }) =>
      pushAndJudge('next', { 'fixable-only': 'true', kev: 'fail', 'max-age': 'high: 30d' }),
  }),
  'what CISA lists as exploited fails, whatever the budgets': red({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('critical', { ...anything, kev: 'fail' }),
  }),
  'what CISA lists as exploited is warned of': green({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('critical', { ...anything, kev: 'warn' }),
  }),
  'a high EPSS fails': red({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('critical', { ...anything, 'epss-above': '0.5' }),
  }),
  'danger from files, on basic scanning': red({
    files: { 'kev.json': kev, 'epss.csv': epss },
    play: ({ pushAndJudge }) =>
      pushAndJudge('critical', {
        ...anything,
        kev: 'fail',
        'kev-file': 'kev.json',
        'epss-above': '0.5',
        'epss-file': 'epss.csv',
      }),
  }),
  'a fix that is known for too long fails': red({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('running', { ...anything, 'max-age': 'high: 30d' }),
  }),
  'findings in some packages and paths only': green({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('running', { packages: '!glibc', paths: '!app/node_modules/*' }),
  }),
  'a policy file, and an input that wins over it': red({
    files: {
      'policy.yaml': `fail-on: { critical: 0, high: 0 }
fixable-only: true
on-timed-out: warn
timeout: 2m
`,
    },
    ...inspected,
    play: ({ pushAndJudge }) =>
      pushAndJudge('next', { 'policy-file': 'policy.yaml', 'fail-on': 'critical: 1\nhigh: 0' }),
  }),
  'a policy file with mistakes': red({
    files: {
      'policy.yaml': `fail-on: { critical: none }
fixable: true
epss-above: 50
timeout: 10
`,
    },
    play: ({ pushAndJudge }) => pushAndJudge('clean', { 'policy-file': 'policy.yaml' }),
  }),
  'a policy file that is not there': red({
    play: ({ pushAndJudge }) => pushAndJudge('clean', { 'policy-file': '.slipway/policy.yaml' }),
  }),
  'inputs that say nothing together': red({
    play: ({ pushAndJudge }) => pushAndJudge('clean', { 'new-only': 'true', 'kev-file': 'kev.json' }),
  }),
  'inputs that can not be read': red({
    play: ({ judge }) => judge('team/web@sha256:1', { 'fail-on': 'severe: 1', mode: 'warn', timeout: '10' }),
  }),
};
