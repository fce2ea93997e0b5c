/** What a check has to say of a document, and the form that every rule has. */
import type { Path } from '@slipway/documents/value';
import type { TaskDefinition } from '../schema.ts';

/**
 * What a document comes to that breaks a rule:
 * - `form`: it is no task definition, or a part of it would not reach ECS;
 * - `registration`: RegisterTaskDefinition refuses it;
 * - `start`: ECS registers it, and refuses it to a service or can't start its tasks;
 * - `nothing`: it is legal and unwise.
 */
export type Breaks = 'form' | 'registration' | 'start' | 'nothing';

export interface Found {
  /** To the part that is wrong: the one that a person would change. */
  readonly path: Path;
  /** What is wrong and what would be right, without the place and without a full stop at its end. */
  readonly complaint: string;
  /**
   * To the other parts that make it wrong, where a rule takes a default for what is not there. The schema may find one
   * of them wrong: then nobody knows what it would be, and this is not told.
   */
  readonly decidedBy?: readonly Path[];
}

export interface Finding extends Omit<Found, 'decidedBy'> {
  /** Name of the rule that found it. */
  readonly rule: string;
  readonly breaks: Breaks;
  /** From the part to the member that it lacks, where the path leads to what is around it. */
  readonly missing?: Path;
}

export interface Rule {
  /** Stable, kebab-case, named for the fact that it finds. */
  readonly name: string;
  readonly breaks: Breaks;
  /** The fact in one sentence, for the page. */
  readonly says: string;
  readonly find: (task: TaskDefinition, known: Known) => Iterable<Found>;
}

/** What is known of the world around a document; a rule that needs what is not known finds nothing. */
export interface Known {
  /** Image, as the document names it → the platforms that it is there for, such as `linux/arm64`. */
  readonly platforms?: ReadonlyMap<string, readonly string[]>;
  /** Whether the service that is to run it lets people open a shell in its tasks. */
  readonly isExecEnabled?: boolean | undefined;
}
