/** What act is asked to do: the event, and what its payload says of it. Pure. */
import type { Started } from '@slipway/local-workflows/events/triggers';

/** What act is asked to do, as far as it is known. */
export type Happening = Omit<Started, 'changed'>;

/** @param payload of the event, in JSON. @param branch that is checked out */
export function happening(event: string, payload: string | undefined, branch: string): Happening {
  const { ref, action, pull_request: pull, workflow_run: run, merge_group: group } = read(payload);
  const pushed = text(ref);
  const tag = event === 'push' ? behind('refs/tags/', pushed) : undefined;
  const branches: Readonly<Record<string, string | undefined>> = {
    push: tag === undefined ? (behind('refs/heads/', pushed) ?? branch) : undefined,
    pull_request: text(memberOf(memberOf(pull, 'base'), 'ref')),
    workflow_run: text(memberOf(run, 'head_branch')),
    merge_group: behind('refs/heads/', text(memberOf(group, 'base_ref'))),
  };
  return { event, action: text(action), tag, branch: branches[event.replace(/_target$/, '')] };
}

/** Of these their payload says it, or what GitHub makes of them. */
const haveTheirOwn = /^(?:pull_request|deployment|release)/;

/**
 * @returns the ref of the branch, where neither event nor payload says one: act would take a tag of the same commit for
 * it. undefined where they do
 */
export function refOf(event: string, payload: string | undefined, branch: string): string | undefined {
  const { ref, repository } = read(payload);
  const usual = memberOf(repository, 'default_branch');
  const isSaid = haveTheirOwn.test(event) || text(ref) !== undefined || text(usual) !== undefined;
  return isSaid ? undefined : `refs/heads/${branch}`;
}

const memberOf = (of: unknown, name: string): unknown =>
  (Object(of) as Readonly<Record<string, unknown>>)[name];

const behind = (start: string, ref: string | undefined): string | undefined =>
  ref?.startsWith(start) === true ? ref.slice(start.length) : undefined;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function read(payload: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(payload ?? '{}')) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
