/** Revisions that are not healthy: what each death looks like, and who goes back. */
import { green, red, type Scenes } from './scene.ts';

const breaker = (rollback: boolean): string =>
  `    circuitBreaker: { enable: true, rollback: ${String(rollback)} }`;
const leftToEcs = { 'fail-fast': 'false', 'desired-count': '1' };

export const unhealthy: Scenes = {
  'tasks die: the second death of one cause decides, and the report is written': red({
    tasks: 1,
    play: ({ deploy }) => deploy('dies', { 'report-file': 'report.json' }),
  }),
  'the image is not there: the first stopped task decides': red({
    tasks: 1,
    play: ({ deploy }) => deploy('absent'),
  }),
  'a secret is missing: the second stopped task decides': red({
    tasks: 1,
    play: ({ deploy }) => deploy('keyless'),
  }),
  'nothing is ever healthy: the time decides': red({
    play: ({ deploy }) => deploy('hangs', { timeout: '12s' }),
  }),
  'nothing is ever healthy, and it is left as it is': red({
    play: ({ deploy }) => deploy('hangs', { timeout: '12s', 'on-timeout': 'leave' }),
  }),
  'tasks die, and a rollback is not wanted': red({
    tasks: 1,
    play: ({ deploy }) => deploy('dies', { rollback: 'never' }),
  }),
  'tasks die of the first revision that there ever was': red({
    tasks: 0,
    play: ({ deploy }) => deploy('dies', { 'desired-count': '1' }),
  }),
  'the breaker of ECS rolls back where the decision is left to it': red({
    tasks: 1,
    service: breaker(true),
    play: ({ deploy }) => deploy('dies', leftToEcs),
  }),
  'the breaker of ECS gives up without a rollback: Slipway goes back': red({
    tasks: 1,
    service: breaker(false),
    play: ({ deploy }) => deploy('dies', leftToEcs),
  }),
};

export const healthy: Scenes = {
  'a healthy revision succeeds and is proven': green({ play: ({ deploy }) => deploy('v2') }),
  'what runs already is left alone': green({ play: ({ deploy }) => deploy('v1') }),
  'a desired count of 0 succeeds, with a warning that nothing runs': green({
    play: ({ deploy }) => deploy('v2', { 'desired-count': '0' }),
  }),
  'started and left': green({
    play: ({ deploy }) => deploy('v2', { 'wait-for-service-stability': 'false' }),
  }),
  'a dry run changes nothing': green({ play: ({ deploy }) => deploy('v2', { 'dry-run': 'true' }) }),
  'a revision that exists is deployed without registering one': green({
    play: async ({ register, run }) => {
      await register('v2');
      return run({ 'task-definition': 'web:3' });
    },
  }),
  'what served before the serving one is deployed again': green({
    play: async ({ deploy, run }) => {
      await deploy('v2');
      return run({ 'task-definition': 'previous' });
    },
  }),
  'older revisions are deregistered': green({
    play: ({ deploy }) => deploy('v2', { 'keep-revisions': '1' }),
  }),
};
