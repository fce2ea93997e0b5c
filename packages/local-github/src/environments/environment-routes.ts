/** Environments over the API. To send one that exists takes from it every protection that is not sent along. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { fieldsOf, pageOf, type ApiRequest, type Route } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { timestamp } from '../timestamp.ts';
import {
  environmentNamed,
  unprotected,
  type Environment,
  type EnvironmentStore,
  type Protection,
  type Reviewer,
} from './environments.ts';
import { shownEnvironment } from './shown-environment.ts';

export interface EnvironmentsApi {
  /** `owner/name`. */
  readonly repository: string;
  readonly url: () => string;
  readonly clock: CloudClock;
  readonly environments: EnvironmentStore;
}

const longestWait = 43_200;
const mostReviewers = 6;

/** Paths after `/repos/‹owner›/‹name›`. */
export function environmentRoutes(api: EnvironmentsApi): readonly Route[] {
  const one = /^\/environments\/([^/]+)$/;
  const read = [{ actions: 'read' }] as const;
  const write = [{ administration: 'write' }] as const;
  return [
    { method: 'GET', path: /^\/environments$/, needs: read, answer: (request) => list(api, request) },
    {
      method: 'GET',
      path: one,
      needs: read,
      answer: (_, [name = '']) => ({
        status: 200,
        body: shownEnvironment(api, environmentNamed(api.environments, name)),
      }),
    },
    { method: 'PUT', path: one, needs: write, answer: ({ body }, [name = '']) => put(api, name, body) },
    {
      method: 'DELETE',
      path: one,
      needs: write,
      answer: (_, [name = '']) => {
        environmentNamed(api.environments, name);
        api.environments.delete(name.toLowerCase());
        return { status: 204 };
      },
    },
  ];
}

function list(api: EnvironmentsApi, { query }: ApiRequest) {
  const all = [...api.environments.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const environments = pageOf(all, query, { usual: 30, most: 100 }).map((each) =>
    shownEnvironment(api, each),
  );
  return { status: 200, body: { total_count: all.length, environments } };
}

function put(api: EnvironmentsApi, name: string, body: unknown) {
  const { environments } = api;
  if (name.length > 255) throw new Refusal(422, 'Name is too long (maximum is 255 characters)');
  const sent = protectionOf(body, knownReviewers(environments));
  const before = environments.get(name.toLowerCase()) ?? environments.put(name);
  const after = { ...before, ...sent, updated_at: timestamp(api.clock.now()) };
  environments.set(name.toLowerCase(), after);
  return { status: 200, body: shownEnvironment(api, after) };
}

const knownReviewers = (environments: EnvironmentStore): readonly Reviewer[] =>
  [...environments.values()].flatMap((each: Environment) => each.reviewers);

/** What is not sent is forgotten. @throws Refusal 422 */
function protectionOf(body: unknown, known: readonly Reviewer[]): Protection {
  const { wait_timer: waitTimer, prevent_self_review, reviewers, deployment_branch_policy } = fieldsOf(body);
  const minutes = typeof waitTimer === 'number' ? waitTimer : unprotected.waitTimer;
  if (minutes < 0 || minutes > longestWait)
    throw new Refusal(422, `Wait timer must be between 0 and ${String(longestWait)} minutes`);
  const named = (Array.isArray(reviewers) ? reviewers : []).map((each) => reviewerOf(each, known));
  if (named.length > mostReviewers)
    throw new Refusal(422, `There can be at most ${String(mostReviewers)} reviewers`);
  const branches = (deployment_branch_policy ?? null) as Protection['branches'];
  if (branches !== null && branches.protected_branches === branches.custom_branch_policies)
    throw new Refusal(422, 'protected_branches and custom_branch_policies cannot have the same value');
  return { waitTimer: minutes, preventSelfReview: prevent_self_review === true, reviewers: named, branches };
}

/** An id says no name; nobody but those that are known here has one. */
function reviewerOf(sent: unknown, known: readonly Reviewer[]): Reviewer {
  const { type, id } = fieldsOf(sent);
  const kind = type === 'Team' ? 'Team' : 'User';
  const there = known.find((each) => each.id === id && each.type === kind);
  return there ?? { type: kind, id: Number(id), name: `${kind.toLowerCase()}-${String(id)}` };
}
