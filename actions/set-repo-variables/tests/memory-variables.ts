/** Variables in memory, under GitHub's rules; what happens between two calls can be scripted. */
import { inputFailure } from '@slipway/action-kit/failures';
import { largestValue, mostVariables } from '../src/limits.ts';
import type { Variable, VariableStore, VariableToWrite } from '../src/ports.ts';

export interface MemoryVariables extends VariableStore {
  /** Name → value, as it stands now. */
  readonly kept: Readonly<Record<string, string>>;
  /** `list`, `read A`, `create A`, `update B`, `remove C`: every call, in order. */
  readonly calls: readonly string[];
  /** The calls that may change something. */
  readonly writes: readonly string[];
  /** What somebody else writes, or removes with undefined. */
  set(name: string, value: string | undefined): void;
}

interface Script {
  /** Before a call takes effect. */
  readonly before?: (call: string, variables: MemoryVariables) => void;
  /** After it did, and before its answer arrives. */
  readonly after?: (call: string, variables: MemoryVariables) => void;
}

export function memoryVariables(
  initial: Readonly<Record<string, string>> = {},
  { before = () => undefined, after = () => undefined }: Script = {},
): MemoryVariables {
  const stored = new Map<string, Variable>();
  const calls: string[] = [];
  let time = 0;
  const put = (name: string, value: string, more: Partial<Variable> = {}): void => {
    time += 1000;
    const old = stored.get(name.toUpperCase());
    const visibility = more.visibility ?? old?.visibility;
    stored.set(name.toUpperCase(), { name: name.toUpperCase(), value, updatedAt: time, visibility });
  };
  for (const [name, value] of Object.entries(initial)) put(name, value);
  const call = async <T>(words: string, act: () => T): Promise<T> => {
    before(words, variables);
    calls.push(words);
    const result = act();
    after(words, variables);
    return result;
  };
  const variables: MemoryVariables = {
    get kept() {
      return Object.fromEntries([...stored.values()].map(({ name, value }) => [name, value]));
    },
    calls,
    get writes() {
      return calls.filter((each) => !/^(?:list|read)\b/.test(each));
    },
    set: (name, value) => {
      if (value === undefined) stored.delete(name);
      else put(name, value);
    },
    list: () => call('list', () => [...stored.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))),
    read: (name) => call(`read ${name}`, () => stored.get(name.toUpperCase())),
    create: (variable) =>
      call(`create ${variable.name}`, () => {
        checkName(variable.name);
        if (stored.has(variable.name.toUpperCase())) return { kind: 'exists', repeated: false };
        if (stored.size >= mostVariables.repository) throw refused('Variables limit reached');
        checkValue(variable);
        put(variable.name, variable.value, variable);
        return { kind: 'created' };
      }),
    update: (variable) =>
      call(`update ${variable.name}`, () => {
        if (!stored.has(variable.name.toUpperCase())) return 'gone';
        checkValue(variable);
        put(variable.name, variable.value, variable);
        return 'updated';
      }),
    remove: (name) => call(`remove ${name}`, () => (stored.delete(name.toUpperCase()) ? 'removed' : 'gone')),
  };
  return variables;
}

const refused = (what: string): Error => inputFailure({ code: 'variable-refused', what });

function checkName(name: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /^GITHUB_/i.test(name)) throw refused('bad name');
}

function checkValue({ value }: VariableToWrite): void {
  if (Buffer.byteLength(value) > largestValue) throw refused('too large');
}
