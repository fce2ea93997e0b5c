/**
 * Who shall see the variables of an organization: what is sent with one that is created, and what differs from it at
 * one that exists. Nothing where there is no such wish, and nobody is asked then.
 */
import type { AskedAccess } from '../asking/target.ts';
import type { Selections, Variable, VariableToWrite } from '../ports.ts';

/** In words: "all repositories", "team/api, team/web". */
export interface AccessChange {
  readonly from: string;
  readonly to: string;
}

export interface Access {
  /** For one that is created, and one whose access is changed. Fails for a repository that GitHub does not know. */
  toSend(): Promise<Pick<VariableToWrite, 'visibility' | 'selectedRepositories'>>;
  /** Undefined where those see it who shall. Asks for a selection only where one is asked for. */
  changeOf(existing: Variable): Promise<AccessChange | undefined>;
}

/** Of the scopes whose variables have none. */
export const noAccess: Access = { toSend: async () => ({}), changeOf: async () => undefined };

/** The repositories are looked up once, and only when somebody needs them. */
export function accessOf(asked: AskedAccess, selections: Selections): Access {
  const { visibility, repositories, isExplicit } = asked;
  let looked: Promise<readonly Repository[]> | undefined;
  const found = (): Promise<readonly Repository[]> => (looked ??= findAll(repositories, selections));
  return {
    toSend: async () =>
      visibility === 'selected'
        ? { visibility, selectedRepositories: (await found()).map(({ id }) => id) }
        : { visibility },
    changeOf: async ({ name, visibility: now = 'all' }) => {
      if (!isExplicit) return undefined;
      const isComparable = now === 'selected' && visibility === 'selected';
      const from = accessWords(now, isComparable ? await selections.of(name) : []);
      const asIs = accessWords(visibility, repositories);
      if (isSame(from, asIs)) return undefined;
      if (!isComparable) return { from, to: asIs };
      // GitHub tells the names of today, and a repository may be asked for by one that it had before.
      const to = accessWords(
        visibility,
        (await found()).map(({ slug }) => slug),
      );
      return isSame(from, to) ? undefined : { from, to };
    },
  };
}

type Repository = Awaited<ReturnType<Selections['find']>>;

/** Each once, though it may be asked for by two names. */
async function findAll(
  slugs: readonly string[],
  { find }: Pick<Selections, 'find'>,
): Promise<readonly Repository[]> {
  const found = new Map<number, Repository>();
  for (const slug of slugs) {
    const repository = await find(slug);
    found.set(repository.id, repository);
  }
  return [...found.values()];
}

const isSame = (from: string, to: string): boolean => from.toLowerCase() === to.toLowerCase();

export function accessWords(visibility: AskedAccess['visibility'], repositories: readonly string[]): string {
  if (visibility === 'all') return 'all repositories';
  if (visibility === 'private') return 'private repositories';
  if (repositories.length === 0) return 'selected repositories';
  return repositories.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join(', ');
}
