/** Which role a task needs for what: the execution role before it runs, the task role while it runs. */
import type { TaskDefinition } from '../../schema.ts';
import type { Rule } from '../finding.ts';
import { isForFargate } from '../launch.ts';
import { eachContainer, eachItem } from '../walk.ts';

/** The name alone will do: ECS completes it. */
const role = /^(?:arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+|[\w+=,.@/-]+)$/;

const privateEcr = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.[a-z0-9.-]+\//;

export const roleRules: readonly Rule[] = [
  {
    name: 'role-spelling',
    breaks: 'registration',
    says: 'A role is neither an ARN nor the name of a role.',
    *find(task) {
      for (const member of ['taskRoleArn', 'executionRoleArn'] as const) {
        const value = task[member];
        // Empty is as good as absent to ECS.
        if (value === undefined || value === '' || role.test(value)) continue;
        const complaint = 'it must be the ARN of a role: `arn:aws:iam::111122223333:role/name`';
        yield { path: [member], complaint };
      }
    },
  },
  {
    name: 'execution-role-missing',
    breaks: 'registration',
    says: 'There is no execution role, and ECS asks for one: for secrets and private registries, and on Fargate for `awslogs` and images in ECR.',
    *find(task) {
      if ((task.executionRoleArn ?? '') !== '') return;
      const reasons = [...needs(task)];
      if (reasons.length === 0) return;
      const words = [reasons.slice(0, -1).join(', '), ...reasons.slice(-1)].filter((each) => each !== '');
      yield { path: ['executionRoleArn'], complaint: `the task needs it ${words.join(' and ')}` };
    },
  },
  {
    // The agent reads them as the execution role, and the task ends with a ResourceInitializationError.
    name: 'execution-role-for-environment-files',
    breaks: 'start',
    says: 'There is no execution role to read the environment files.',
    *find(task) {
      const needsMore = [...needs(task)].length > 0;
      if ((task.executionRoleArn ?? '') !== '' || needsMore) return;
      if (eachItem(task, 'environmentFiles').length === 0) return;
      yield { path: ['executionRoleArn'], complaint: 'the task needs it to read its environment files' };
    },
  },
  {
    // ECS refuses a service with ECS Exec ("a valid taskRoleArn is not being used"), and S3 Files asks for a role.
    name: 'task-role-missing',
    breaks: 'start',
    says: 'There is no task role, and the service lets people open a shell in its tasks, or a volume is on S3 Files.',
    *find(task, { isExecEnabled }) {
      if ((task.taskRoleArn ?? '') !== '') return;
      const isOnS3 = (task.volumes ?? []).some((volume) => volume.s3filesVolumeConfiguration !== undefined);
      if (isOnS3)
        yield { path: ['taskRoleArn'], complaint: 'the task needs it to mount a volume on S3 Files' };
      else if (isExecEnabled === true)
        yield {
          path: ['taskRoleArn'],
          complaint: 'the service has ECS Exec enabled, which needs a task role',
        };
    },
  },
];

/** "to read its secrets": for what ECS asks for an execution role when a task is registered. */
function* needs(task: TaskDefinition): Generator<string> {
  const containers = eachContainer(task).map(({ container }) => container);
  const isReading = containers.some(
    ({ secrets = [], logConfiguration }) =>
      secrets.length + (logConfiguration?.secretOptions ?? []).length > 0,
  );
  if (isReading) yield 'to read its secrets';
  if (containers.some(({ repositoryCredentials }) => repositoryCredentials !== undefined))
    yield 'to log in to a private registry';
  if (!isForFargate(task)) return;
  if (containers.some(({ image = '' }) => privateEcr.test(image))) yield 'to pull images from ECR';
  if (containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs'))
    yield 'to write its logs';
}
