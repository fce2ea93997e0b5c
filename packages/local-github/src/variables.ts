/** The variables of the repository, under GitHub's own rules for names and sizes. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { fieldsOf, pageOf, type Route } from './answer.ts';
import { Refusal } from './refusal.ts';
import { timestamp } from './timestamp.ts';
import { mustHave } from './tokens.ts';

export interface StoredVariable {
  /** In upper case. */
  readonly name: string;
  readonly value: string;
  /** ISO 8601. */
  readonly created_at: string;
  readonly updated_at: string;
}

/** By upper-case name. */
export type VariableStore = Map<string, StoredVariable>;

const largestValue = 48 * 1024;
const mostVariables = 500;

export function storeOf(initial: Readonly<Record<string, string>>, clock: CloudClock): VariableStore {
  const store: VariableStore = new Map();
  for (const [name, value] of Object.entries(initial))
    put(store, clock, { name: checkedName(name), value: checkedValue(value) });
  return store;
}

export function variableRoutes(store: VariableStore, clock: CloudClock): readonly Route[] {
  const all = /^\/actions\/variables$/;
  const one = /^\/actions\/variables\/([^/]+)$/;
  return [
    {
      method: 'GET',
      path: all,
      answer: ({ caller, query }) => {
        mustHave(caller, 'variables', 'read');
        const sorted = [...store.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
        const variables = pageOf(sorted, query, { usual: 10, most: 30 });
        return { status: 200, body: { total_count: store.size, variables } };
      },
    },
    {
      method: 'POST',
      path: all,
      answer: ({ caller, body }) => {
        mustHave(caller, 'variables', 'write');
        const { name, value } = fieldsOf(body);
        const checked = checkedName(name);
        if (store.has(checked)) throw new Refusal(409, 'Already exists - Variable already exists');
        if (store.size >= mostVariables) throw new Refusal(422, 'Variables limit reached');
        put(store, clock, { name: checked, value: checkedValue(value) });
        return { status: 201, body: {} };
      },
    },
    {
      method: 'GET',
      path: one,
      answer: ({ caller }, [name = '']) => {
        mustHave(caller, 'variables', 'read');
        return { status: 200, body: existing(store, name) };
      },
    },
    {
      method: 'PATCH',
      path: one,
      answer: ({ caller, body }, [name = '']) => {
        mustHave(caller, 'variables', 'write');
        const stored = existing(store, name);
        const { value } = fieldsOf(body);
        put(store, clock, { ...stored, ...(value === undefined ? {} : { value: checkedValue(value) }) });
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path: one,
      answer: ({ caller }, [name = '']) => {
        mustHave(caller, 'variables', 'write');
        store.delete(existing(store, name).name);
        return { status: 204 };
      },
    },
  ];
}

function existing(store: VariableStore, name: string): StoredVariable {
  const stored = store.get(name.toUpperCase());
  if (stored === undefined) throw new Refusal(404, 'Not Found');
  return stored;
}

function put(
  store: VariableStore,
  clock: CloudClock,
  variable: Pick<StoredVariable, 'name' | 'value'> & Partial<StoredVariable>,
): void {
  const now = timestamp(clock.now());
  store.set(variable.name, { created_at: now, ...variable, updated_at: now });
}

function checkedName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw new Refusal(422, 'Variable name is required');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Refusal(
      422,
      'Variable names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
    );
  }
  if (/^GITHUB_/i.test(name)) throw new Refusal(422, 'Variable names must not start with GITHUB_.');
  return name.toUpperCase();
}

function checkedValue(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal(422, 'Variable value is required');
  if (Buffer.byteLength(value) > largestValue)
    throw new Refusal(422, 'Variable value is too large: at most 48 KB');
  return value;
}
