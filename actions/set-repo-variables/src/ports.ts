/** What set-repo-variables needs of the world; every call may end with a Failure. */
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

export type Creation =
  | { readonly kind: 'created' }
  /** `repeated`: the answer to the same call was lost before, so that it may be our own work. */
  | { readonly kind: 'exists'; readonly repeated: boolean };

/** The variables of one place. */
export interface VariableStore {
  list(): Promise<readonly Variable[]>;
  read(name: string): Promise<Variable | undefined>;
  create(variable: VariableToWrite): Promise<Creation>;
  /** Writes over whatever is there. */
  update(variable: VariableToWrite): Promise<'updated' | 'gone'>;
  remove(name: string): Promise<'removed' | 'gone'>;
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
