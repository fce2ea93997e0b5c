/**
 * What is to be done about one change, after a look at what is there now. GitHub writes over whatever is there and keeps
 * no history: what somebody else did since the scope was read is told, and what they wrote is not removed.
 */
import type { AccessChange } from '../planning/access.ts';
import type { Change } from '../planning/plan.ts';
import type { Variable } from '../ports.ts';
import type { Done } from './done.ts';

export interface Look {
  readonly found: Variable | undefined;
  /** Who sees it and who shall, where these are not the same. */
  readonly access: AccessChange | undefined;
}

/** `done` is what then is done. */
export interface Step {
  readonly kind: 'end' | 'create' | 'update' | 'remove';
  readonly done: Done;
}

/** @param sent what a write of ours does that may have arrived: what is found may be its work. */
export function nextStep(
  change: Exclude<Change, { readonly kind: 'unchanged' }>,
  look: Look,
  sent: Done | undefined,
): Step {
  switch (change.kind) {
    case 'created':
      return toCreate(change, look, sent);
    case 'updated':
      return toUpdate(change, look, sent);
    case 'removed':
      return toRemove(change, look, sent);
  }
}

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

function toCreate({ name, value }: Of<'created'>, look: Look, sent: Done | undefined): Step {
  const { found, access } = look;
  if (found === undefined) return { kind: 'create', done: { kind: 'created', name, value } };
  const others = `${name} was ${sent === undefined ? 'created' : 'changed'} by somebody else meanwhile`;
  if (found.value === value && access === undefined)
    return end(sent ?? { kind: 'unchanged', name, value, meanwhile: `${others}, with this very value` });
  const meanwhile = `${others}, and was written over`;
  return { kind: 'update', done: { kind: 'updated', name, value, before: found.value, access, meanwhile } };
}

function toUpdate({ name, value, before }: Of<'updated'>, look: Look, sent: Done | undefined): Step {
  const { found, access } = look;
  if (found === undefined) {
    const meanwhile = `${name} was removed by somebody else meanwhile, and was created anew`;
    return { kind: 'create', done: { kind: 'created', name, value, meanwhile } };
  }
  if (found.value === value && access === undefined) {
    const given = before === value ? 'shown to these very repositories' : 'given this very value';
    const meanwhile = `${name} was ${given} by somebody else meanwhile`;
    return end(sent ?? { kind: 'unchanged', name, value, meanwhile });
  }
  const meanwhile =
    found.value === before
      ? undefined
      : `${name} was changed by somebody else meanwhile, and was written over`;
  return { kind: 'update', done: { kind: 'updated', name, value, before: found.value, access, meanwhile } };
}

function toRemove(change: Of<'removed'>, { found }: Look, sent: Done | undefined): Step {
  const { name, before, updatedAt } = change;
  const left = (meanwhile: string): Step => end({ kind: 'left', name, meanwhile });
  if (found === undefined)
    return sent === undefined ? left(`${name} was removed by somebody else meanwhile`) : end(sent);
  if (found.value !== before || found.updatedAt !== updatedAt)
    return left(`${name} was changed by somebody else meanwhile, and was not removed`);
  return { kind: 'remove', done: change };
}

const end = (done: Done): Step => ({ kind: 'end', done });
