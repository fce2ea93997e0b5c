/** Variables in memory, under GitHub's rules; what happens between two calls can be scripted. */
import { inputFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { largestValue, mostVariables } from '../src/limits.ts';
import type { Unwritten, Variable, VariableStore, VariableToWrite } from '../src/ports.ts';

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
  /** What becomes of a write that GitHub does not confirm. */
  readonly trouble?: (call: string) => Trouble | undefined;
}

export interface Trouble {
  /** Whether it took effect. */
  readonly arrives: boolean;
  readonly answer: Unwritten;
}

const lost = upstreamFailure({ code: 'github-unavailable', what: 'No answer' });
const limit = upstreamFailure({ code: 'rate-limited', what: 'A limit' });

/** A write whose answer does not come. */
export const lostAnswer = (arrives: boolean, again: 'again' | 'never' = 'again'): Trouble => ({
  arrives,
  answer: {
    kind: 'unwritten',
    failure: lost,
    mayBeDone: true,
    againIn: again === 'again' ? 1000 : undefined,
  },
});

/** A write that GitHub did not look at, with the time that it asks to wait. */
export const limited = (againIn: number | undefined): Trouble => ({
  arrives: false,
  answer: { kind: 'unwritten', failure: limit, mayBeDone: false, againIn },
});

export function memoryVariables(
  initial: Readonly<Record<string, string>> = {},
  { before = () => undefined, after = () => undefined, trouble = () => undefined }: Script = {},
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
  const write = async <T>(words: string, act: () => T): Promise<T | Unwritten> => {
    const met = trouble(words);
    if (met === undefined) return call(words, act);
    await call(words, met.arrives ? act : () => undefined);
    return met.answer;
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
      write(`create ${variable.name}`, () => {
        checkName(variable.name);
        if (stored.has(variable.name.toUpperCase())) return 'exists';
        if (stored.size >= mostVariables.repository) throw refused('Variables limit reached');
        checkValue(variable);
        put(variable.name, variable.value, variable);
        return 'created';
      }),
    update: (variable) =>
      write(`update ${variable.name}`, () => {
        if (!stored.has(variable.name.toUpperCase())) return 'gone';
        checkValue(variable);
        put(variable.name, variable.value, variable);
        return 'updated';
      }),
    remove: (name) => write(`remove ${name}`, () => (stored.delete(name.toUpperCase()) ? 'removed' : 'gone')),
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
