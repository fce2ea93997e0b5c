/** The parts of a task definition that many rules go through, each with its path. */
import type { Path } from '../document.ts';
import type { Container, TaskDefinition } from '../schema.ts';

export interface ContainerAt {
  readonly container: Container;
  readonly path: Path;
}

export function eachContainer({ containerDefinitions = [] }: TaskDefinition): readonly ContainerAt[] {
  return containerDefinitions.map((container, index) => ({
    container,
    path: ['containerDefinitions', index],
  }));
}

/** The second and later ones of those that share a key; what has no key shares none. */
export function repeated<T>(
  items: readonly T[],
  key: (item: T) => string | number | undefined,
): readonly T[] {
  const seen = new Set<string | number>();
  return items.filter((item) => {
    const own = key(item);
    if (own === undefined) return false;
    const isRepeated = seen.has(own);
    seen.add(own);
    return isRepeated;
  });
}
