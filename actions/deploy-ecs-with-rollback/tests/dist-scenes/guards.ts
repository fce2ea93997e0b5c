/** What is looked at before anything is touched. */
import { documentOf } from '../dist-world.ts';
import type { Harbour } from '../dist-harbour.ts';
import { green, red, service, type Scenes } from './scene.ts';

const controlledBy = (controller: string): string => `    deploymentController: ${controller}`;

/** Deploys an image by its digest, as AWS names it, with what scan-image said of it. */
async function deployPinned({ stage, run }: Harbour, allowed?: boolean) {
  const digest = await stage.push('web', 'v2');
  const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/web@${digest}`;
  await stage.write('web.json', JSON.stringify(documentOf(stage, 'v2', image)));
  const verdict = allowed === true ? 'passed' : 'failed';
  const approval = { repository: 'web', digest, verdict, mode: 'gate', allowed };
  return run({
    'task-definition': 'web.json',
    'require-scan': 'true',
    ...(allowed === undefined ? {} : { 'scan-approvals': JSON.stringify(approval) }),
  });
}

export const guards: Scenes = {
  'the service was deleted': red({
    tasks: 0,
    play: async ({ ecs, deploy }) => {
      await ecs('DeleteService', { ...service, force: true });
      return deploy('v2');
    },
  }),
  'the service is not there': red({ play: ({ deploy }) => deploy('v2', { service: 'wbe' }) }),
  'the cluster is not there': red({ play: ({ deploy }) => deploy('v2', { cluster: 'harbor' }) }),
  'the file is not there': red({ play: ({ run }) => run({ 'task-definition': 'task-definiton.json' }) }),
  'an input is missing': red({ play: ({ deploy }) => deploy('v2', { service: '' }) }),
  'CodeDeploy deploys the service': red({
    service: controlledBy('CODE_DEPLOY'),
    tasks: 0,
    play: ({ deploy }) => deploy('v2'),
  }),
  'an external controller deploys the service': red({
    service: controlledBy('EXTERNAL'),
    tasks: 0,
    play: ({ deploy }) => deploy('v2'),
  }),
  'the breaker is off: the line to add is told': green({
    breaker: 'off',
    play: ({ deploy }) => deploy('v2'),
  }),
  'the credentials end before the time that it may take: warned with both times': green({
    more: 'credentials: { expireAfter: 20m }',
    play: ({ deploy }) => deploy('v2'),
  }),
  'nobody knows when the credentials end, and it may take more than an hour: told': green({
    play: async ({ register, run }) => {
      await register('v2');
      return run({ 'task-definition': 'web:3', timeout: '90m' }, { AWS_SESSION_TOKEN: 'local' });
    },
  }),
  'a scan is required, and was not made': red({ play: (harbour) => deployPinned(harbour) }),
  'a scan is required, and said no': red({ play: (harbour) => deployPinned(harbour, false) }),
  'a scan is required, and said yes': green({ play: (harbour) => deployPinned(harbour, true) }),
};
