/** Somebody else at the same service: before us, meanwhile, and instead of us. */
import type { Harbour } from '../dist-harbour.ts';
import { green, othersDeploy, red, whenTold, type Scenes } from './scene.ts';

const service = { cluster: 'harbour', service: 'web' };
const asked = /ECS was asked to run/;

async function stopNewest({ stage, ecs }: Harbour): Promise<void> {
  const newest = stage.aws.ecs.services[0]?.history[0];
  await ecs('StopServiceDeployment', { serviceDeploymentArn: newest?.arn, stopType: 'ROLLBACK' });
}

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
      const over = whenTold(/^Waiting for deployment/, () => stopNewest(harbour));
      return harbour.deploy('v2', {}, over);
    },
  }),
  'another deployment is in progress: superseded when that is wanted': green({
    play: async (harbour) => {
      await othersDeploy(harbour, 'hangs');
      return harbour.deploy('v2', { 'if-in-progress': 'supersede' });
    },
  }),
  'the deployment in progress brings just what is asked for: it is joined': green({
    play: async (harbour) => {
      await harbour.deploy('late', { 'wait-for-service-stability': 'false' });
      return harbour.deploy('late');
    },
  }),
  'another deployment takes over meanwhile': red({
    play: async (harbour) => {
      const other = { ...service, taskDefinition: 'web:2', forceNewDeployment: true };
      return harbour.deploy(
        'hangs',
        {},
        whenTold(asked, () => harbour.ecs('UpdateService', other)),
      );
    },
  }),
  'somebody rolls the deployment back meanwhile': red({
    play: (harbour) =>
      harbour.deploy(
        'hangs',
        {},
        whenTold(/new tasks? running/, () => stopNewest(harbour)),
      ),
  }),
  'the service was deleted': red({
    tasks: 0,
    play: async ({ ecs, deploy }) => {
      await ecs('DeleteService', { ...service, force: true });
      return deploy('v2');
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
