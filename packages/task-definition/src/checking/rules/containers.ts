/** What containers are called, and which of them must be there. */
import type { Rule } from '../finding.ts';
import { eachContainer, repeated } from '../walk.ts';

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
    name: 'duplicate-container-name',
    breaks: 'registration',
    says: 'Two containers have the same name.',
    *find(task) {
      for (const { container, path } of repeated(eachContainer(task), ({ container }) => container.name)) {
        yield {
          path: [...path, 'name'],
          complaint: `another container is named ${container.name ?? ''} already`,
        };
      }
    },
  },
];
