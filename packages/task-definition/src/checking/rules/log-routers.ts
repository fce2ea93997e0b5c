/** The container that routes the logs of the others (FireLens): that there is one, and only one. */
import type { Rule } from '../finding.ts';
import { isForFargate } from '../launch.ts';
import { eachContainer } from '../walk.ts';

export const logRouterRules: readonly Rule[] = [
  {
    name: 'no-log-router',
    breaks: 'registration',
    says: 'A container writes to `awsfirelens`, and no container is the log router (`firelensConfiguration`).',
    *find(task) {
      if (eachContainer(task).some(({ container }) => container.firelensConfiguration !== undefined)) return;
      for (const { container, path } of eachContainer(task)) {
        if (container.logConfiguration?.logDriver !== 'awsfirelens') continue;
        yield {
          path: [...path, 'logConfiguration', 'logDriver'],
          complaint: '`awsfirelens` needs a container with `firelensConfiguration`, which routes the logs',
        };
      }
    },
  },
  {
    name: 'two-log-routers',
    breaks: 'registration',
    says: 'Two containers have a `firelensConfiguration`.',
    *find(task) {
      const routers = eachContainer(task).filter(
        ({ container }) => container.firelensConfiguration !== undefined,
      );
      for (const { path } of routers.slice(1))
        yield { path: [...path, 'firelensConfiguration'], complaint: 'a task has only one log router' };
    },
  },
  {
    name: 'log-router-configuration',
    breaks: 'registration',
    says: 'A log router reads its configuration from S3, and it is not named by the ARN of an object.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { 'config-file-type': type, 'config-file-value': value } =
          container.firelensConfiguration?.options ?? {};
        // On Fargate another place is needed, which is a rule of its own.
        if (type !== 's3' || isForFargate(task)) continue;
        if (value !== undefined && /^arn:aws[a-z-]*:s3:::[^/\s]+\/\S+$/.test(value)) continue;
        yield {
          path: [...path, 'firelensConfiguration', 'options', 'config-file-value'],
          complaint: 'it must be the ARN of an object in S3: `arn:aws:s3:::bucket/fluent.conf`',
          decidedBy: [['requiresCompatibilities']],
        };
      }
    },
  },
];
