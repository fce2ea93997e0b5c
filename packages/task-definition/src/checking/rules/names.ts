/** How a family, a container and a volume may be called. */
import type { Rule } from '../finding.ts';
import { eachContainer, eachOf, repeated } from '../walk.ts';

const name = /^[A-Za-z0-9_-]{1,255}$/;
const spelling = 'it may have up to 255 letters, numbers, hyphens and underscores, and nothing else';

export const nameRules: readonly Rule[] = [
  {
    name: 'family-spelling',
    breaks: 'registration',
    says: 'The family has other characters than letters, numbers, hyphens and underscores, or more than 255.',
    *find({ family }) {
      if (family !== undefined && !name.test(family)) yield { path: ['family'], complaint: spelling };
    },
  },
  {
    name: 'container-name-spelling',
    breaks: 'registration',
    says: 'The name of a container has other characters than letters, numbers, hyphens and underscores, or more than 255.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        // One without a name is no container at all: the schema tells that.
        if (container.name === undefined || container.name === '' || name.test(container.name)) continue;
        yield { path: [...path, 'name'], complaint: spelling };
      }
    },
  },
  {
    name: 'duplicate-container-name',
    breaks: 'registration',
    says: 'Two containers have the same name.',
    *find(task) {
      const named = eachContainer(task).filter(({ container }) => container.name !== '');
      for (const { path } of repeated(named, ({ container }) => container.name)) {
        yield { path: [...path, 'name'], complaint: 'another container has this name already' };
      }
    },
  },
  {
    name: 'volume-name-spelling',
    breaks: 'registration',
    says: 'The name of a volume has other characters than letters, numbers, hyphens and underscores, or more than 255.',
    *find({ volumes }) {
      for (const { item, path } of eachOf(volumes, 'volumes')) {
        if (item.name === undefined || name.test(item.name)) continue;
        yield { path: [...path, 'name'], complaint: spelling };
      }
    },
  },
  {
    name: 'duplicate-volume-name',
    breaks: 'registration',
    says: 'Two volumes have the same name.',
    *find({ volumes }) {
      for (const { path } of repeated(eachOf(volumes, 'volumes'), ({ item }) => item.name)) {
        yield { path: [...path, 'name'], complaint: 'another volume has this name already' };
      }
    },
  },
];
