/** When nobody can tell whether a key was dispatched: why, and how a person who has looked says so. */
import type { ClaimValue } from './claim-value.ts';
import type { Once } from './ports.ts';
import { removing } from './refusals.ts';
import type { Step } from './step.ts';

/** @param value what the variable holds, where it was seen. */
export function unclear(
  why: string,
  value: ClaimValue | undefined,
  { name, repository }: Pick<Step, 'name' | 'repository'>,
): Extract<Once, { kind: 'unclear' }> {
  const recording =
    value === undefined
      ? ''
      : ` If one of them is it, write its id down: \`gh variable set ${name} --repo ${repository} --body '${bodyOf(value)}'\`.`;
  return {
    kind: 'unclear',
    why: why.replace(/\.$/, ''),
    hint: `Look at the runs under Actions of ${repository}.${recording} If none of them is, make the key free, \`${removing(name, repository)}\`, and re-run the job.`,
  };
}

export const unseenWords = 'GitHub does not show all runs of that time';

/** Of what is known to be ours alone, because a person pastes it into a shell. */
const bodyOf = ({ claim, kind, target }: ClaimValue): string =>
  `${JSON.stringify({ claim, [kind]: target.replaceAll("'", '\u2019') }).slice(0, -1)},"run":‹id›}`;
