/** What is said of each stack and of each check, in a line. */
import { countsIn } from './plan-text.ts';
import type { Planned } from './planned.ts';

export interface About {
  /** `production/web`. */
  readonly target: string;
  readonly destroy: boolean;
}

export const titleOf = ({ target, destroy }: About): string =>
  destroy ? `Plan to destroy ${target}` : `Plan of ${target}`;

/** `platform: 3 to add, 0 to change, 1 to destroy`. */
export function lineOf({ name, end, text }: Planned, { destroy }: About): string {
  const check = checkOf(name);
  if (check !== undefined) return check;
  switch (end) {
    case 'unchanged':
      return destroy ? `${name}: nothing is there` : `${name}: no changes`;
    case 'waiting':
      return `${name}: can't be planned before those in front of it stand; the job that applies them plans and applies it`;
    case 'failed':
      return `${name}: can't be planned`;
    case 'changed': {
      const counts = countsIn(text);
      return `${name}: ${counts === undefined ? 'only its outputs change' : counts.words}`;
    }
  }
}

function checkOf(name: string): string | undefined {
  if (name === 'fmt') return 'Files are not in their format: `terraform fmt -recursive` writes it';
  const [, stack] = /^validate-(\w+)$/.exec(name) ?? [];
  return stack === undefined ? undefined : `${stack}: its configuration is not valid`;
}

/** What nobody should overlook; undefined where there is nothing of the kind. */
export function warningOf(planned: readonly Planned[], { destroy }: About): string | undefined {
  if (destroy) return undefined;
  const destroyed = planned.reduce((sum, { text }) => sum + (countsIn(text)?.destroyed ?? 0), 0);
  if (destroyed === 0) return undefined;
  return `${String(destroyed)} of what is there would be destroyed.`;
}
