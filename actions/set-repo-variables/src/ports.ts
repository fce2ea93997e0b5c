/** What set-repo-variables needs of the world. */

export interface Variable {
  /** In upper case, as GitHub keeps it. */
  readonly name: string;
  readonly value: string;
}

/** The variables of one repository. */
export interface VariableStore {
  list(): Promise<readonly Variable[]>;
  /** Says what it took: `updated` when somebody had created it meanwhile. */
  create(variable: Variable): Promise<'created' | 'updated'>;
  update(variable: Variable): Promise<void>;
}
