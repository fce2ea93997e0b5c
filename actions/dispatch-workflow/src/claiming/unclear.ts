/** When nobody can tell whether a key was dispatched: why, and how a person who has looked says so. */
import type { ClaimValue } from './claim-value.ts';
import type { Claimed } from './claimed.ts';
import type { Once } from './ports.ts';
import { removing } from './refusals.ts';
import type { Step } from './step.ts';

/** @param claimed as it was seen, where it was. */
export function unclear(
  why: string,
  claimed: Pick<Claimed, 'value' | 'last'> | undefined,
  { name, repository }: Pick<Step, 'name' | 'repository'>,
): Extract<Once, { kind: 'unclear' }> {
  const recording =
    claimed === undefined
      ? ''
      : ` If one of them is it, write its id down: \`gh variable set ${name} --repo ${repository} --body '${bodyOf({ ...claimed.value, by: claimed.last.by })}'\`.`;
  return {
    kind: 'unclear',
    why: why.replace(/\.$/, ''),
    hint: `Look at the runs under Actions of ${repository}.${recording} If none of them is, make the key free, \`${removing(name, repository)}\`, and re-run the job.`,
  };
}

export const unseenWords = 'GitHub does not show all runs of that time';

/**
 * Of what is known to be ours alone, because a person pastes it into a shell: quotes are written as JSON can, and who
 * claimed it only as the page of a run, without which a re-run of that job would take a red run for somebody else's.
 */
function bodyOf({ claim, kind, target, by }: ClaimValue): string {
  const fields = { claim, [kind]: target, ...(isRunPage(by) ? { by } : {}) };
  const text = JSON.stringify(fields).replaceAll("'", '\\u0027').replaceAll('`', '\\u0060');
  return `${text.slice(0, -1)},"run":‹id›}`;
}

const isRunPage = (url: string): boolean =>
  /^https:\/\/[\w.-]+(?::\d+)?\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/.test(url);
