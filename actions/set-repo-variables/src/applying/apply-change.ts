/**
 * One change, carried out. GitHub writes over whatever is there and keeps no history, so that each write looks first:
 * what somebody else did since the scope was read is told, and what they wrote is not removed.
 */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Change } from '../planning/plan.ts';
import type { VariableStore, VariableToWrite } from '../ports.ts';
import type { Done } from './done.ts';
import type { Pace } from './pace.ts';

export interface Applying {
  readonly store: VariableStore;
  readonly pace: Pace;
  /** What is sent so that those see it who shall: of an organization's variables alone. */
  readonly accessOf: (change: Change) => Pick<VariableToWrite, 'visibility' | 'selectedRepositories'>;
}

type Updated = Extract<Change, { kind: 'updated' }>;

/** @throws Failure of the call that did not work; nothing is known of what it did only when it is of kind upstream. */
export async function applyChange(change: Change, applying: Applying): Promise<Done> {
  switch (change.kind) {
    case 'unchanged':
      return change;
    case 'created':
      return create(change, applying);
    case 'updated':
      return update(change, applying);
    case 'removed':
      return remove(change, applying);
  }
}

/** Somebody who creates and removes it over and over is not raced for ever. */
const attempts = 3;

async function create(
  { name, value }: Pick<Change & { kind: 'created' }, 'name' | 'value'>,
  applying: Applying,
  meanwhile?: string,
): Promise<Done> {
  const { store, pace, accessOf } = applying;
  const created: Change = { kind: 'created', name, value };
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    await pace.next();
    const creation = await store.create({ name, value, ...accessOf(created) });
    if (creation.kind === 'created') return { ...created, meanwhile };
    const found = await store.read(name);
    if (found === undefined) continue;
    // The create whose answer was lost did arrive, and the one after it met its work.
    if (found.value === value && creation.repeated) return { ...created, meanwhile };
    if (found.value === value)
      return {
        kind: 'unchanged',
        name,
        value,
        meanwhile: `${name} was created by somebody else meanwhile, with this very value`,
      };
    await pace.next();
    if ((await store.update({ name, value })) === 'updated')
      return {
        kind: 'updated',
        name,
        value,
        before: found.value,
        meanwhile: `${name} was created by somebody else meanwhile, and was written over`,
      };
  }
  throw contended(name);
}

async function update(change: Updated, applying: Applying): Promise<Done> {
  const { store, pace, accessOf } = applying;
  const { name, value, before, access } = change;
  const found = await store.read(name);
  if (found?.value === value && before !== value && access === undefined)
    return {
      kind: 'unchanged',
      name,
      value,
      meanwhile: `${name} was given this very value by somebody else meanwhile`,
    };
  if (found !== undefined) {
    await pace.next();
    const writing = access === undefined ? {} : accessOf(change);
    if ((await store.update({ name, value, ...writing })) === 'updated')
      return {
        ...change,
        before: found.value,
        meanwhile:
          found.value === before
            ? undefined
            : `${name} was changed by somebody else meanwhile, and was written over`,
      };
  }
  return create(
    { name, value },
    applying,
    `${name} was removed by somebody else meanwhile, and was created anew`,
  );
}

async function remove(
  change: Extract<Change, { kind: 'removed' }>,
  { store, pace }: Applying,
): Promise<Done> {
  const { name, before, updatedAt } = change;
  const gone: Done = { kind: 'left', name, meanwhile: `${name} was removed by somebody else meanwhile` };
  const found = await store.read(name);
  if (found === undefined) return gone;
  if (found.value !== before || found.updatedAt !== updatedAt)
    return {
      kind: 'left',
      name,
      meanwhile: `${name} was changed by somebody else meanwhile, and was not removed`,
    };
  await pace.next();
  return (await store.remove(name)) === 'removed' ? change : gone;
}

const contended = (name: string): Error =>
  upstreamFailure({
    code: 'variable-contended',
    what: `The variable ${name} was created and removed over and over by somebody else`,
    hint: 'Let one workflow alone write it (a `concurrency` group), and re-run the job.',
  });
