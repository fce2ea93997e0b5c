/** The world of render-task-def in memory: files, registered templates and one ECR registry. */
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../src/inputs.ts';
import type { Ports } from '../src/ports.ts';

export const digest = `sha256:${'a'.repeat(64)}`;
export const otherDigest = `sha256:${'b'.repeat(64)}`;

export const template = {
  family: 'web-template',
  revision: 3,
  containerDefinitions: [
    {
      name: 'web',
      image: 'placeholder',
      memory: 256,
      user: '1000',
      environment: [{ name: 'LOG_LEVEL', value: 'info' }],
      logConfiguration: { logDriver: 'json-file' },
    },
  ],
};

/** What the runner would hand over, defaults included. */
export function given(values: Readonly<Record<string, string>>): Inputs {
  const all: Readonly<Record<string, string>> = {
    strict: 'true',
    'compare-with': 'template',
    'dry-run': 'false',
    ...values,
  };
  return readInputs(inputs, (name) => all[name] ?? '');
}

export interface MemoryWorld extends Ports {
  readonly written: Map<string, string>;
  readonly asked: string[];
}

export interface Facts {
  /** Members that differ from `template` in what the service runs. */
  readonly running?: object;
  readonly isExecEnabled?: boolean;
  readonly platforms?: Ports['platforms'];
}

/** @param files by path: text as it is, and anything else as JSON. */
export function world(
  files: Readonly<Record<string, object | string>> = { 'web.json': template },
  { running = {}, isExecEnabled = false, platforms = async () => ['linux/amd64'] }: Facts = {},
): MemoryWorld {
  const written = new Map<string, string>();
  const asked: string[] = [];
  return {
    written,
    asked,
    files: {
      read: async (path) => {
        const content = files[path];
        if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
        return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
      },
      write: async (path, content) => void written.set(path, typeof content === 'string' ? content : ''),
      resolve: (path) => (path.startsWith('/') ? path : `/workspace/${path}`),
      isOwn: async (path) => !path.startsWith('/') || path.startsWith('/temporary/'),
      temporary: (name) => `/temporary/${name}`,
    },
    templates: () => ({
      read: async (reference) => {
        asked.push(`template ${reference}`);
        return {
          arn: `arn:aws:ecs:eu-west-1:111122223333:task-definition/${reference}`,
          taskDefinition: reference.endsWith('/web:7') ? { ...template, ...running } : template,
          tags: [],
        };
      },
    }),
    services: () => ({
      read: async ({ cluster, service }) => {
        asked.push(`service ${cluster}/${service}`);
        return {
          taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
          isExecEnabled,
        };
      },
    }),
    platforms,
    registry: () => ({
      repositoryUri: async (repository) => `127.0.0.1:5000/${repository}`,
      find: async (repository, reference) => {
        asked.push(`${repository}@${reference}`);
        return reference === digest ? { digest } : undefined;
      },
    }),
  };
}
