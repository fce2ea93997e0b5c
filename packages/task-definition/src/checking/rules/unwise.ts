/** What ECS takes and a person may regret: warnings, never errors. */
import type { Rule } from '../finding.ts';
import { isForWindows } from '../launch.ts';
import { eachContainer } from '../walk.ts';

const shell = /(?:^|[\\/])(?:(?:ba|da|a|z)?sh|cmd|powershell|pwsh)(?:\.exe)?$/i;

export const unwiseRules: readonly Rule[] = [
  {
    name: 'image-by-tag',
    breaks: 'nothing',
    says: 'An image is named without a digest: what runs can change without a deployment.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        if (container.image === undefined || container.image === '' || container.image.includes('@'))
          continue;
        yield {
          path: [...path, 'image'],
          complaint: 'what a tag names can change; a digest (`@sha256:…`) pins it',
        };
      }
    },
  },
  {
    name: 'root-user',
    breaks: 'nothing',
    says: 'A container runs as root, because `user` says so or is missing; one that is `privileged` needs to.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        if (container.privileged === true || isForWindows(task)) continue;
        if (container.user === undefined)
          yield {
            path: [...path, 'user'],
            complaint:
              'without it the image decides, and most images run as root; name a user such as `1000`',
            decidedBy: [['runtimePlatform'], [...path, 'privileged']],
          };
        else if (/^(?:0|root)(?::|$)/.test(container.user))
          yield {
            path: [...path, 'user'],
            complaint: 'it runs as root; name another user such as `1000`',
            decidedBy: [['runtimePlatform'], [...path, 'privileged']],
          };
      }
    },
  },
  {
    name: 'no-log-configuration',
    breaks: 'nothing',
    says: 'A container has no `logConfiguration`: nobody can read what it wrote before it died.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        if (container.logConfiguration !== undefined) continue;
        yield {
          path: [...path, 'logConfiguration'],
          complaint: 'without it nobody can read what the container wrote before it died',
        };
      }
    },
  },
  {
    // What has no port serves nobody: it lives and dies with its process, which ECS sees without a check.
    name: 'no-health-check',
    breaks: 'nothing',
    says: 'An essential container with a port has no `healthCheck`: ECS takes it as healthy as soon as it runs, and only a load balancer can tell otherwise.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const isServing = container.essential !== false && (container.portMappings ?? []).length > 0;
        if (!isServing || container.healthCheck !== undefined) continue;
        yield {
          path: [...path, 'healthCheck'],
          complaint:
            'without it ECS takes the container as healthy as soon as it runs, and only a load balancer can tell otherwise',
        };
      }
    },
  },
  {
    name: 'shell-without-shell',
    breaks: 'nothing',
    says: 'A command has a word such as `&&` and no shell that would read it: the program gets it as text.',
    *find(task) {
      for (const { container, path } of eachContainer(task))
        for (const member of ['entryPoint', 'command'] as const) {
          const words = container[member] ?? [];
          const starts = [...(container.entryPoint ?? []), ...(container.command ?? [])];
          const at = words.findIndex((word) => ['&&', '||', '|', ';', '>', '2>&1'].includes(word));
          if (at === -1 || starts.some((word) => shell.test(word))) continue;
          yield {
            path: [...path, member, at],
            complaint: 'no shell reads it, so the program gets it as text; write `sh -c "…"` for a shell',
          };
        }
    },
  },
];
