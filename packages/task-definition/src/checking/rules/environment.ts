/** Names of environment variables, from where they come, and which of them are there twice. */
import { textOfSteps } from '../../changing/named-path.ts';
import type { Rule } from '../finding.ts';
import { quoted } from '../naming.ts';
import { eachContainer, eachItem, eachOf, repeated } from '../walk.ts';

const mostFiles = 10;

export const environmentRules: readonly Rule[] = [
  {
    name: 'environment-and-secret',
    breaks: 'registration',
    says: 'A name stands among the environment variables and among the secrets of one container.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const secrets = new Set((container.secrets ?? []).map(({ name }) => name));
        for (const { item, path: at } of eachOf(container.environment, ...path, 'environment')) {
          if (item.name === undefined || item.name === '' || !secrets.has(item.name)) continue;
          const steps = ['containerDefinitions', container.name ?? '', 'environment', item.name];
          const unset = `unset: ${textOfSteps(steps)}`;
          yield {
            path: [...at, 'name'],
            complaint: `the container has a secret of this name; take one of them out: ${quoted(unset, 200)}`,
          };
        }
      }
    },
  },
  {
    // Docker refuses "=value" with `invalid environment variable`.
    name: 'empty-environment-name',
    breaks: 'start',
    says: 'An environment variable has an empty name.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'environment')) {
        if (item.name !== '') continue;
        yield { path: [...path, 'name'], complaint: 'an environment variable needs a name' };
      }
    },
  },
  {
    name: 'environment-file-location',
    breaks: 'registration',
    says: 'An environment file is not named by the ARN of an object in S3 that ends in `.env`.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'environmentFiles')) {
        if (item.value === undefined || /^arn:aws[a-z-]*:s3:::[^/\s]+\/\S*\.env$/.test(item.value)) continue;
        yield {
          path: [...path, 'value'],
          complaint:
            'it must be the ARN of an object in S3 that ends in `.env`: `arn:aws:s3:::bucket/web.env`',
        };
      }
    },
  },
  {
    name: 'too-many-environment-files',
    breaks: 'registration',
    says: `A container has more than ${String(mostFiles)} environment files.`,
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { environmentFiles = [] } = container;
        if (environmentFiles.length <= mostFiles) continue;
        yield {
          path: [...path, 'environmentFiles', mostFiles],
          complaint: `a container has at most ${String(mostFiles)}, and these are ${String(environmentFiles.length)}`,
        };
      }
    },
  },
  {
    name: 'duplicate-secret-name',
    breaks: 'registration',
    says: 'Two secrets of a container have the same name.',
    *find(task) {
      for (const { container, path } of eachContainer(task))
        for (const { path: at } of repeated(
          eachOf(container.secrets, ...path, 'secrets'),
          ({ item }) => item.name,
        ))
          yield {
            path: [...at, 'name'],
            complaint: 'another secret of this container has this name already',
          };
    },
  },
  {
    // ECS can't fetch it, and the task ends with a ResourceInitializationError.
    name: 'secret-location',
    breaks: 'start',
    says: 'The `valueFrom` of a secret is neither an ARN of Secrets Manager or Parameter Store nor the name of a parameter.',
    *find(task) {
      const options = eachContainer(task).flatMap(({ container, path }) =>
        eachOf(container.logConfiguration?.secretOptions, ...path, 'logConfiguration', 'secretOptions'),
      );
      for (const { item, path } of [...eachItem(task, 'secrets'), ...options]) {
        if (item.valueFrom === undefined || isLocation(item.valueFrom)) continue;
        yield {
          path: [...path, 'valueFrom'],
          complaint:
            'it must be the ARN of a secret or a parameter, or the name of a parameter of the same region',
        };
      }
    },
  },
];

const isLocation = (text: string): boolean =>
  text.startsWith('arn:')
    ? /^arn:aws[a-z-]*:(?:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+|ssm:[a-z0-9-]+:\d{12}:parameter\/\S+)$/.test(
        text,
      )
    : /^[\w./-]+$/.test(text);
