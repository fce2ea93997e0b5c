/** What the acts of the real apply share: the harbour, who runs Terraform there, and what came of it so far. */
import { expect } from '@jest/globals';
import { openHarbour, targets, type Harbour } from '../../src/harbour.ts';
import type { Judgement } from '../../src/guard/judgements.ts';
import type { Ran } from '../../src/programs.ts';
import { actorOf, unlocked } from './terraform-roles.ts';
import type { Shipped } from './without-statements.ts';

export const minutes = 60_000;

export interface Story {
  /** Once it is open. */
  readonly harbour: Harbour;
  open(): Promise<void>;
  /** Resources of each stack. */
  readonly made: Map<string, string>;
  /** What the pipeline printed. */
  readonly log: string[];
  readonly shipped: { -readonly [name in keyof Shipped]: string };
  /** Refusals that the story wanted, each as it was judged. */
  readonly provoked: Set<Judgement>;
  stack(name: string, target: string, ...args: readonly string[]): Promise<Ran>;
  /** @returns what it printed */
  green(name: string, target: string, ...args: readonly string[]): Promise<string>;
  /** 0: nothing differs; 2: something does; 1: it could not be planned. */
  planned(name: string, target: string): Promise<Ran>;
  answer(): Promise<string>;
  expectNoDifference(): Promise<void>;
}

export function beginStory(): Story {
  let harbour: Harbour | undefined;
  const log: string[] = [];
  const opened = (): Harbour => {
    if (harbour === undefined) throw new Error('The harbour is not open yet.');
    return harbour;
  };
  const stack: Story['stack'] = (name, target, ...args) =>
    opened().stackAs(actorOf(name, args[0]))(name, target, ...args, ...unlocked(name, args[0]), '-no-color');
  const planned: Story['planned'] = (name, target) => stack(name, target, 'plan', '-detailed-exitcode');
  return {
    get harbour() {
      return opened();
    },
    open: async () => {
      const step = (action: string): void => void log.push(`▸ ${action}`);
      harbour = await openHarbour({ step, line: (text) => log.push(text) });
    },
    made: new Map(),
    log,
    shipped: { healthy: '', dying: '' },
    provoked: new Set(),
    stack,
    green: async (...args) => {
      const { code, printed } = await stack(...args);
      expect(code === 0 ? '' : printed).toBe('');
      return printed;
    },
    planned,
    answer: async () => (await fetch(opened().url())).text(),
    expectNoDifference: async () => {
      for (const [name, target] of targets) {
        const { code, printed } = await planned(name, target);
        expect(code === 0 ? '' : printed).toBe('');
      }
    },
  };
}
