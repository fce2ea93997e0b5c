/** Answers of AWS that are late, lost or no: what is tried again, what is not, and what is done without. */
import { ConnectionBroken } from '@slipway/local-aws/dispatch';
import { ServiceError } from '@slipway/local-aws/service';
import { green, red, trouble, type Scenes } from './scene.ts';

const throttled = new ServiceError('ThrottlingException', 'Rate exceeded');
const busy = new ServiceError(
  'ClientException',
  'Too many concurrent attempts to create a new revision of the specified family.',
);
const expired = new ServiceError(
  'ExpiredTokenException',
  'The security token included in the request is expired',
);
const times = (count: number, error: Error): readonly Error[] => Array.from({ length: count }, () => error);

const deny = (...actions: readonly string[]): string =>
  `deny: [${actions.map((action) => `{ action: '${action}', resource: '*' }`).join(', ')}]`;

export const answers: Scenes = {
  'RegisterTaskDefinition is throttled, and then its family is busy: one revision is made': green({
    gate: trouble({
      operation: /^RegisterTaskDefinition$/,
      moment: 'arrived',
      errors: [throttled, throttled, busy, busy],
    }),
    play: ({ deploy }) => deploy('v2'),
  }),
  'RegisterTaskDefinition is not answered in time after it took effect: one revision is made': green({
    more: 'faults: [{ operation: RegisterTaskDefinition, skip: 1, times: 1, when: after, delay: 60s }]',
    play: ({ deploy }) => deploy('v2'),
  }),
  'the answer to RegisterTaskDefinition is lost: one revision is made': green({
    gate: trouble({
      operation: /^RegisterTaskDefinition$/,
      moment: 'carried-out',
      errors: [new ConnectionBroken()],
    }),
    play: ({ deploy }) => deploy('v2'),
  }),
  'the answer to UpdateService is lost: one deployment is made': green({
    gate: trouble({ operation: /^UpdateService$/, moment: 'carried-out', errors: [new ConnectionBroken()] }),
    play: ({ deploy }) => deploy('v2'),
  }),
  'looks are throttled: the deployment is followed all the same, more slowly': green({
    gate: trouble({
      operation: /^Describe/,
      moment: 'arrived',
      errors: times(30, throttled),
      after: 'UpdateService',
    }),
    play: ({ deploy }) => deploy('late'),
  }),
  'what ECS tells lags behind: the deployment is followed all the same': green({
    more: 'consistency: { lag: 8s }',
    play: ({ deploy }) => deploy('v2'),
  }),
  'the session expires while the deployment runs': red({
    gate: trouble({
      operation: /./,
      moment: 'arrived',
      errors: times(9999, expired),
      after: 'UpdateService',
    }),
    play: ({ deploy }) => deploy('v2'),
  }),
  'ECS refuses the document': red({
    play: async ({ stage, run }) => {
      await stage.write(
        'web.json',
        JSON.stringify({ family: 'web', containerDefinitions: [{ name: 'web' }] }),
      );
      return run({ 'task-definition': 'web.json' });
    },
  }),
  'the role may not update the service': red({
    more: deny('ecs:UpdateService'),
    tasks: 0,
    play: ({ deploy }) => deploy('v2', { 'desired-count': '1' }),
  }),
  'the role may neither stop a deployment nor read logs: the service is updated back': red({
    more: deny('ecs:StopServiceDeployment', 'logs:GetLogEvents'),
    tasks: 1,
    play: ({ deploy }) => deploy('dies'),
  }),
  'the role may not see service deployments: the deployment is followed by what DescribeServices shows':
    green({
      more: deny(
        'ecs:DescribeServiceDeployments',
        'ecs:ListServiceDeployments',
        'ecs:DescribeServiceRevisions',
      ),
      play: ({ deploy }) => deploy('v2'),
    }),
  'the role may not see service deployments, and tasks die: the old revision serves again': red({
    more: deny(
      'ecs:DescribeServiceDeployments',
      'ecs:ListServiceDeployments',
      'ecs:DescribeServiceRevisions',
    ),
    tasks: 1,
    play: ({ deploy }) => deploy('dies'),
  }),
};
