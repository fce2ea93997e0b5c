/** What set-repo-variables needs of the world. */

export interface Variable {
  /** In upper case, as GitHub keeps it. */
  readonly name: string;
  readonly value: string;
}

/** What creating a variable took: `before` is the value that was written over. */
export type Creation =
  | { readonly kind: 'created' }
  /** Somebody had created it meanwhile, with this very value. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'updated'; readonly before: string };

/** The variables of one repository. */
export interface VariableStore {
  list(): Promise<readonly Variable[]>;
  create(variable: Variable): Promise<Creation>;
  update(variable: Variable): Promise<void>;
}
