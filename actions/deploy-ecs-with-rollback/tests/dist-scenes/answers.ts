/** Answers of AWS that are late, lost or no: what is tried again, what is not, and what is done without. */
import { ConnectionBroken } from '@slipway/local-aws/dispatch';
import { ServiceError } from '@slipway/local-aws/service';
import { green, red, troubled, type Scenes } from './scene.ts';

const throttled = new ServiceError('ThrottlingException', 'Rate exceeded');
const busy = new ServiceError(
  'ClientException',
  'Too many concurrent attempts to create a new revision of the specified family.',
);
const expired = new ServiceError(
  'ExpiredTokenException',
  'The security token included in the request is expired',
);

const deny = (...actions: readonly string[]): string =>
  `deny: [${actions.map((action) => `{ action: '${action}', resource: '*' }`).join(', ')}]`;

export const answers: Scenes = {
  'RegisterTaskDefinition is throttled and its family busy: one revision is made': green(
    troubled(
      { operation: /^RegisterTaskDefinition$/, moment: 'arrived', times: 1, error: busy },
      { play: ({ deploy }) => deploy('v2', { 'max-retries': '5' }) },
    ),
  ),
  'the answer to RegisterTaskDefinition is lost: one revision is made': green(
    troubled(
      {
        operation: /^RegisterTaskDefinition$/,
        moment: 'carried-out',
        times: 1,
        error: new ConnectionBroken(),
      },
      { play: ({ deploy }) => deploy('v2') },
    ),
  ),
  'the answer to UpdateService is lost: one deployment is made': green(
    troubled(
      { operation: /^UpdateService$/, moment: 'carried-out', times: 1, error: new ConnectionBroken() },
      { play: ({ deploy }) => deploy('v2') },
    ),
  ),
  'looks are throttled: the deployment is followed all the same': green(
    troubled(
      { operation: /^Describe/, moment: 'arrived', times: 7, error: throttled, after: 'UpdateService' },
      { play: ({ deploy }) => deploy('patient') },
    ),
  ),
  'the session expires while the deployment runs': red(
    troubled(
      { operation: /./, moment: 'arrived', times: 9999, error: expired, after: 'UpdateService' },
      { play: ({ deploy }) => deploy('v2') },
    ),
  ),
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
};
