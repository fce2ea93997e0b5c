/** What set-repo-variables needs of the world; every call may end with a Failure. */
import type { Failure } from '@slipway/action-kit/failures';
import type { Visibility } from './asking/target.ts';

export interface Variable {
  /** In upper case, as GitHub keeps it. */
  readonly name: string;
  readonly value: string;
  /** By GitHub's clock, in milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Of an organization's variable alone. */
  readonly visibility: Visibility | undefined;
}

export interface VariableToWrite {
  readonly name: string;
  readonly value: string;
  /** Organization alone: who sees it. Left out, it stays as it is. */
  readonly visibility?: Visibility | undefined;
  /** Ids, with `selected` alone. */
  readonly selectedRepositories?: readonly number[] | undefined;
}

/** GitHub did not say that it was done, and refused nothing for good. */
export interface Unwritten {
  readonly kind: 'unwritten';
  /** What to end with when it is not tried again. */
  readonly failure: Failure;
  readonly mayBeDone: boolean;
  /** Milliseconds after which to look, and to try again; undefined when that makes no sense any more. */
  readonly againIn: number | undefined;
}

/** The variables of one place. A write is sent once; `attempt` counts from 1. A Failure: refused, and not done. */
export interface VariableStore {
  list(): Promise<readonly Variable[]>;
  read(name: string): Promise<Variable | undefined>;
  create(variable: VariableToWrite, attempt: number): Promise<'created' | 'exists' | Unwritten>;
  /** Writes over whatever is there. */
  update(variable: VariableToWrite, attempt: number): Promise<'updated' | 'gone' | Unwritten>;
  remove(name: string, attempt: number): Promise<'removed' | 'gone' | Unwritten>;
}

/** The environment that the variables belong to. */
export interface TargetEnvironment {
  /** A repository that can't be seen, and a token that may not read variables there, are failures, and not a false. */
  exists(): Promise<boolean>;
  /** Call it only when it does not exist. */
  create(): Promise<void>;
}

/** Who sees the variables of the organization. */
export interface Selections {
  /** `owner/name` of the repositories that see a variable. */
  of(name: string): Promise<readonly string[]>;
  /** A repository by any name that it ever had. @param slug `owner/name`. @returns its name of today. */
  find(slug: string): Promise<{ readonly id: number; readonly slug: string }>;
}
