/** Revisions that are healthy, and what needs no deployment or none of its own. */
import { green, othersDeploy, red, type Scenes } from './scene.ts';

const settings = {
  'desired-count': '3',
  'force-new-deployment': 'true',
  'enable-ecs-managed-tags': 'true',
  'propagate-tags': 'SERVICE',
};

export const healthy: Scenes = {
  'a healthy revision succeeds and is proven': green({ play: ({ deploy }) => deploy('v2') }),
  'ECS is told what the user set, and nothing else': green({ play: ({ deploy }) => deploy('v2', settings) }),
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
  'what served before was asked for, and another revision was deployed meanwhile: nothing is changed': red({
    play: async (harbour) => {
      const { stage, deploy, run } = harbour;
      await deploy('v2');
      await othersDeploy(harbour, 'late');
      const asked = stage.aws.ecs.services[0]?.history[0]?.createdAt.toISOString() ?? '';
      return run({ 'task-definition': 'previous', 'previous-as-of': asked });
    },
  }),
  'there is no revision that served before': red({
    play: ({ run }) => run({ 'task-definition': 'previous' }),
  }),
  'older revisions are deregistered': green({
    play: async ({ register, deploy }) => {
      await register('v1');
      return deploy('v2', { 'keep-revisions': '1' });
    },
  }),
  'one task dies and the others are healthy: a single flake is told, and decides nothing': green({
    play: ({ deploy }) => deploy('stumbles'),
  }),
  'a task that lost its place is told, and not counted': green({
    play: ({ deploy }) => deploy('spotty'),
  }),
  'it finishes after the last look in time: the look at the deadline is a success': green({
    play: ({ deploy }) => deploy('v2', { timeout: '77s', 'poll-interval': '60s' }),
  }),
};
