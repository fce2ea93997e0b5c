/** How many containers a task has, and which of them it stands or falls with. */
import type { Rule } from '../finding.ts';

/** "Containers per task definition" among the service quotas; it can't be raised. */
const mostContainers = 10;

export const containerRules: readonly Rule[] = [
  {
    name: 'no-essential-container',
    breaks: 'registration',
    says: 'Every container is marked `essential: false`.',
    *find({ containerDefinitions = [] }) {
      if (
        containerDefinitions.length === 0 ||
        containerDefinitions.some(({ essential }) => essential !== false)
      )
        return;
      yield {
        path: ['containerDefinitions', 0, 'essential'],
        complaint: 'at least one container must be essential, or nothing tells when the task has failed',
      };
    },
  },
  {
    name: 'too-many-containers',
    breaks: 'registration',
    says: `There are more than ${String(mostContainers)} containers.`,
    *find({ containerDefinitions = [] }) {
      if (containerDefinitions.length <= mostContainers) return;
      yield {
        path: ['containerDefinitions', mostContainers],
        complaint: `a task has at most ${String(mostContainers)} containers, and these are ${String(containerDefinitions.length)}`,
      };
    },
  },
];
