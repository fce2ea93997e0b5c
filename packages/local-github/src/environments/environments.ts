/** The environments of a repository: who must approve what deploys to them, and their variables. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { mustExist } from '../answer.ts';
import { timestamp } from '../timestamp.ts';
import { variableStore, type VariableStore } from '../variables/store.ts';
import { userId } from '../people.ts';

export interface Reviewer {
  readonly type: 'User' | 'Team';
  readonly id: number;
  /** The login of a user, the slug of a team. */
  readonly name: string;
}

/** What GitHub forgets when somebody sends an environment without it. */
export interface Protection {
  /** Minutes that a deployment waits. */
  readonly waitTimer: number;
  readonly preventSelfReview: boolean;
  readonly reviewers: readonly Reviewer[];
  /** Which branches may deploy; all when null. */
  readonly branches: {
    readonly protected_branches: boolean;
    readonly custom_branch_policies: boolean;
  } | null;
}

export interface Environment extends Protection {
  readonly id: number;
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly variables: VariableStore;
}

export interface EnvironmentOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Minutes. */
  readonly waitTimer?: number;
  readonly preventSelfReview?: boolean;
  /** Logins of users, and slugs of teams after `team:`. */
  readonly reviewers?: readonly string[];
  readonly branches?: Protection['branches'];
}

/** By lower-case name: GitHub takes `Prod` and `prod` for one. */
export interface EnvironmentStore extends Map<string, Environment> {
  /** As somebody else would set it, now: made when it is not there; what is left out is forgotten. */
  put(name: string, options?: EnvironmentOptions): Environment;
}

export const unprotected: Protection = {
  waitTimer: 0,
  preventSelfReview: false,
  reviewers: [],
  branches: null,
};

export interface EnvironmentsWorld {
  readonly clock: CloudClock;
  /** Larger with each environment, in all repositories. */
  readonly nextId: () => number;
}

export function environmentStore(
  { clock, nextId }: EnvironmentsWorld,
  initial: Readonly<Record<string, EnvironmentOptions>>,
): EnvironmentStore {
  const store = Object.assign(new Map<string, Environment>(), {
    put: (name: string, options: EnvironmentOptions = {}): Environment => {
      const { variables = {}, reviewers = [], ...protection } = options;
      const before = store.get(name.toLowerCase());
      const now = timestamp(clock.now());
      const made = before ?? {
        ...{ id: nextId(), name, created_at: now },
        variables: variableStore({ clock, values: {}, extras: {} }),
      };
      for (const [key, value] of Object.entries(variables)) made.variables.put(key, value);
      const after = {
        ...{ ...made, ...unprotected, ...protection },
        ...{ reviewers: reviewers.map(reviewerNamed), updated_at: now },
      };
      store.set(name.toLowerCase(), after);
      return after;
    },
  });
  for (const [name, options] of Object.entries(initial)) store.put(name, options);
  return store;
}

/** @throws Refusal 404 */
export const environmentNamed = (store: EnvironmentStore, name: string): Environment =>
  mustExist(store.get(name.toLowerCase()));

function reviewerNamed(text: string): Reviewer {
  const team = /^team:(.+)$/.exec(text)?.[1];
  return team === undefined
    ? { type: 'User', id: userId(text), name: text }
    : { type: 'Team', id: userId(team), name: team };
}
