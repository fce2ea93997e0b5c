/** The parts of a task definition that many rules go through, each with its path. */
import type { Path } from '@slipway/documents/value';
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

/** A member of a container that is a list. */
type ListMember = {
  [Member in keyof Container]-?: NonNullable<Container[Member]> extends readonly unknown[] ? Member : never;
}[keyof Container];

type ItemOf<Member extends ListMember> = NonNullable<Container[Member]>[number];

export interface ItemAt<Item> extends ContainerAt {
  readonly item: Item;
}

/** Every item of a list that containers have; its path leads to the item. */
export function eachItem<Member extends ListMember>(
  task: TaskDefinition,
  member: Member,
): readonly ItemAt<ItemOf<Member>>[] {
  return eachContainer(task).flatMap(({ container, path }) => {
    const items: readonly ItemOf<Member>[] = container[member] ?? [];
    return items.map((item, index) => ({ container, item, path: [...path, member, index] }));
  });
}

/** A list of the task itself, each item with its path. */
export function eachOf<Item>(
  items: readonly Item[] | undefined,
  ...path: Path
): readonly { readonly item: Item; readonly path: Path }[] {
  return (items ?? []).map((item, index) => ({ item, path: [...path, index] }));
}

/** Those that have one. */
export function containerNames({ containerDefinitions = [] }: TaskDefinition): readonly string[] {
  return containerDefinitions.flatMap(({ name }) => (name === undefined ? [] : [name]));
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
