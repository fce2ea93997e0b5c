/** Somebody else at the same service: before us, meanwhile, and instead of us. */
import { green, othersDeploy, othersStop, red, service, type Scenes } from './scene.ts';

export const others: Scenes = {
  'another deployment is in progress: refused when that is wanted': red({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      return harbour.deploy('v2', { 'if-in-progress': 'fail' });
    },
  }),
  'another deployment is in progress: waited for': green({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      harbour.later(100, () => othersStop(harbour));
      return harbour.deploy('v2');
    },
  }),
  'another deployment is in progress for longer than is waited': red({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      return harbour.deploy('v2', { timeout: '3m' });
    },
  }),
  'another deployment is in progress: superseded when that is wanted': green({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      return harbour.deploy('v2', { 'if-in-progress': 'supersede' });
    },
  }),
  'a rollback is in progress: waited for': green({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      await othersStop(harbour);
      return harbour.deploy('v2');
    },
  }),
  'the deployment in progress brings just what is asked for: it is joined': green({
    play: async (harbour) => {
      await harbour.deploy('late', { 'wait-for-service-stability': 'false' });
      return harbour.deploy('late');
    },
  }),
  'another deployment takes over meanwhile': red({
    play: (harbour) => {
      const other = { ...service, taskDefinition: 'web:2', forceNewDeployment: true };
      harbour.later(40, () => harbour.ecs('UpdateService', other));
      return harbour.deploy('hangs');
    },
  }),
  'somebody rolls the deployment back meanwhile': red({
    play: (harbour) => {
      harbour.later(60, () => othersStop(harbour));
      return harbour.deploy('hangs');
    },
  }),
  'mode rollback turns back the deployment in progress': green({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      return harbour.run({ mode: 'rollback' });
    },
  }),
  'mode rollback finds nothing to turn back': red({ play: ({ run }) => run({ mode: 'rollback' }) }),
};
