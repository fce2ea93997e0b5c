/** Revisions that are not healthy: what each death looks like, who decides, and who goes back. */
import { withFile } from '../dist-harbour.ts';
import { red, type Scenes } from './scene.ts';

const leftToEcs = { 'fail-fast': 'false', 'desired-count': '1' };

export const unhealthy: Scenes = {
  'tasks die: the second death of one cause decides, and the report is written': red({
    tasks: 1,
    play: async (harbour) =>
      withFile(harbour, await harbour.deploy('dies', { 'report-file': 'report.json' }), 'report.json'),
  }),
  'the image is not there: the first stopped task decides': red({
    tasks: 1,
    play: ({ deploy }) => deploy('absent'),
  }),
  'a secret is missing: the second stopped task decides': red({
    tasks: 1,
    play: ({ deploy }) => deploy('keyless'),
  }),
  'the image is for another platform: the second death decides': red({
    tasks: 1,
    play: ({ deploy }) => deploy('wrong-platform'),
  }),
  'nothing is ever healthy: the time decides': red({
    play: ({ deploy }) => deploy('hangs', { timeout: '5m' }),
  }),
  'nothing is ever healthy, and it is left as it is': red({
    play: ({ deploy }) => deploy('hangs', { timeout: '5m', 'on-timeout': 'leave' }),
  }),
  'tasks die, and a rollback is not wanted': red({
    tasks: 1,
    play: ({ deploy }) => deploy('dies', { rollback: 'never' }),
  }),
  'tasks die where none ran before: the service is back at none': red({
    tasks: 0,
    play: ({ deploy }) => deploy('dies', { 'desired-count': '1' }),
  }),
  'tasks die, and no revision was ever good: there is nothing to go back to': red({
    tasks: 0,
    created: 1,
    play: ({ deploy }) => deploy('dies', { 'if-in-progress': 'supersede' }),
  }),
  'the breaker of ECS rolls back where the decision is left to it': red({
    tasks: 1,
    play: ({ deploy }) => deploy('dies', leftToEcs),
  }),
  'the breaker of ECS stops without a rollback: Slipway goes back': red({
    tasks: 1,
    breaker: 'stops',
    play: ({ deploy }) => deploy('dies', leftToEcs),
  }),
  'the old revision does not come back in time: stuck, and a person is needed': red({
    tasks: 1,
    play: ({ deploy }) => deploy('dies', { 'rollback-timeout': '5s' }),
  }),
};
