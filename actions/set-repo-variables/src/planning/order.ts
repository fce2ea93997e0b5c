/** In what order a plan is carried out: what is removed comes last, unless what is created needs its room. */
import type { Change } from './plan.ts';

/**
 * As many removals come first as it takes for the creations to fit in.
 * @param existing how many there are now. @param most how many there may be.
 */
export function inOrder(plan: readonly Change[], existing: number, most: number): readonly Change[] {
  const removed = plan.filter(({ kind }) => kind === 'removed');
  const others = plan.filter(({ kind }) => kind !== 'removed');
  const created = others.filter(({ kind }) => kind === 'created').length;
  const first = created === 0 ? 0 : Math.max(0, existing + created - most);
  return [...removed.slice(0, first), ...others, ...removed.slice(first)];
}
