/** The five routes that variables have in every place: list, create, read, change and remove. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { fieldsOf, mustExist, pageOf, type ApiRequest, type Route } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { timestamp } from '../timestamp.ts';
import type { Need } from '../permissions.ts';
import type { Level } from '../tokens.ts';
import { checkedName, checkedValue } from './rules.ts';
import { inOrder, type StoredVariable, type VariableStore } from './store.ts';

export interface VariablePlace<V extends StoredVariable> {
  readonly clock: CloudClock;
  /** Of the path of all of them, as the source of a regular expression; its groups say which place. */
  readonly path: string;
  /** @throws Refusal 404 for a place that is not there */
  readonly storeOf: (parts: readonly string[]) => VariableStore<V>;
  readonly most: number;
  readonly need: (level: Level) => Need;
  /** What a variable of this place has beside name, value and times. @throws Refusal 422 */
  readonly extrasOf: (body: unknown, before?: V) => Omit<V, keyof StoredVariable>;
  /** As the API shows it; its members as they are when left out. */
  readonly shown?: (variable: V) => object;
}

export function variableRoutes<V extends StoredVariable>(place: VariablePlace<V>): readonly Route[] {
  const all = new RegExp(`^${place.path}$`);
  const one = new RegExp(`^${place.path}/([^/]+)$`);
  const read = [place.need('read')] as const;
  const write = [place.need('write')] as const;
  return [
    { method: 'GET', path: all, needs: read, answer: (request, parts) => list(place, request, parts) },
    { method: 'POST', path: all, needs: write, answer: (request, parts) => create(place, request, parts) },
    {
      method: 'GET',
      path: one,
      needs: read,
      answer: (_, parts) => ({ status: 200, body: shownBy(place)(found(place, parts)) }),
    },
    { method: 'PATCH', path: one, needs: write, answer: (request, parts) => change(place, request, parts) },
    {
      method: 'DELETE',
      path: one,
      needs: write,
      answer: (_, parts) => {
        place.storeOf(parts).delete(found(place, parts).name);
        return { status: 204 };
      },
    },
  ];
}

type Place<V extends StoredVariable> = VariablePlace<V>;
type Parts = readonly string[];

const shownBy = <V extends StoredVariable>({ shown = (variable) => variable }: Place<V>) => shown;

/** The name is the last group of the path. */
function found<V extends StoredVariable>(place: Place<V>, parts: Parts): V {
  return mustExist(place.storeOf(parts).get(parts.at(-1)?.toUpperCase() ?? ''));
}

function list<V extends StoredVariable>(place: Place<V>, { query }: ApiRequest, parts: Parts) {
  const store = place.storeOf(parts);
  const variables = pageOf(inOrder(store), query, { usual: 10, most: 30 }).map(shownBy(place));
  return { status: 200, body: { total_count: store.size, variables } };
}

function create<V extends StoredVariable>(place: Place<V>, { body }: ApiRequest, parts: Parts) {
  const store = place.storeOf(parts);
  const fields = fieldsOf(body);
  const name = checkedName(fields.name);
  const value = checkedValue(fields.value);
  if (store.has(name)) throw exists();
  if (store.size >= place.most)
    throw new Refusal(422, `Variables limit reached: there can be at most ${String(place.most)} variables.`);
  const now = timestamp(place.clock.now());
  store.set(name, { ...place.extrasOf(body), name, value, created_at: now, updated_at: now } as V);
  return { status: 201, body: {} };
}

function change<V extends StoredVariable>(place: Place<V>, { body }: ApiRequest, parts: Parts) {
  const store = place.storeOf(parts);
  const before = found(place, parts);
  const fields = fieldsOf(body);
  const name = fields.name === undefined ? before.name : checkedName(fields.name);
  const value = fields.value === undefined ? before.value : checkedValue(fields.value);
  if (name !== before.name && store.has(name)) throw exists();
  const extras = place.extrasOf(body, before);
  store.delete(before.name);
  store.set(name, { ...before, ...extras, name, value, updated_at: timestamp(place.clock.now()) });
  return { status: 204 };
}

const exists = (): Refusal => new Refusal(409, 'Already exists - Variable already exists');
