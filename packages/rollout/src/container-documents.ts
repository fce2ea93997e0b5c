/** The containers of a task definition, of which the engine knows no more than it has to look at. */
import type { TaskDocument } from './observations.ts';

export type ContainerDocument = Readonly<Record<string, unknown>>;

export function containersOf({ containerDefinitions }: TaskDocument): readonly ContainerDocument[] {
  return Array.isArray(containerDefinitions) ? containerDefinitions.map(membersOf) : [];
}

/** None of what is no object. */
export function membersOf(value: unknown): ContainerDocument {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
