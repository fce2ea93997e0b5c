/**
 * One telling, as a person starts and interrupts it: what it is told, where it leaves its facts, and how it ends. After an
 * interrupt nothing of it is left, whatever it was at.
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFailure } from '@slipway/action-kit/failures';
import { createNarrator, type Narrator } from '@slipway/demo/narrator';
import { acts } from './acts.ts';
import { readFlags, type Flags } from './flags.ts';
import { missing, needed } from './missing.ts';
import { openOwnFolder } from './own-folder.ts';
import { tellMission, tellRefusalsAlone } from './story.ts';
import type { Telling } from './telling.ts';

export interface Places {
  /** Of the checkout. */
  readonly root: string;
  /** For the facts and for all that is printed. */
  readonly folder: string;
}

type Chosen = Extract<Flags, { kind: 'run' }>;

const now = (): number => performance.now();
/** As a shell reports a Ctrl-C. */
const interrupted = 130;

/** @param words after `npm run e2e --`. @returns the exit code. */
export async function runE2e(places: Places, words: readonly string[]): Promise<number> {
  const flags = readFlags(words, acts);
  if (flags.kind === 'told') {
    console[flags.isWrong ? 'error' : 'log'](flags.text);
    return flags.isWrong ? 1 : 0;
  }
  const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  const narrator = createNarrator(process.stdout, now, coloured);
  const lacking = missing(places.root, flags.refusalsAlone ? needed.refusals : needed.mission);
  if (lacking.length === 0) return tell(places, flags, narrator);
  narrator.bad('The end-to-end test needs what is not on this machine, so nothing of it was run:');
  for (const each of lacking) narrator.log(each);
  return 1;
}

async function tell({ root, folder }: Places, chosen: Chosen, narrator: Narrator): Promise<number> {
  const [log, facts] = [join(folder, 'e2e.log'), join(folder, 'e2e.json')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, '');
  rmSync(facts, { force: true });
  const cancelled = new AbortController();
  const own = await openOwnFolder();
  const interrupt = (): void => {
    if (cancelled.signal.aborted) return;
    narrator.bad(
      'Interrupted: what runs is cancelled, then everything that was opened is closed and removed.',
    );
    cancelled.abort();
    own.endStrays();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const { signal } = cancelled;
  const startedAt = now();
  const line = (text: string): void =>
    appendFileSync(log, `${((now() - startedAt) / 1000).toFixed(1).padStart(6)}s ${text}\n`);
  try {
    const code = await told({ root, narrator, now, facts, signal, line }, chosen);
    return signal.aborted ? interrupted : code;
  } finally {
    await own.close();
    for (const each of signals) process.off(each, interrupt);
  }
}

async function told(telling: Telling, { refusalsAlone, until }: Chosen): Promise<number> {
  const { narrator, signal } = telling;
  try {
    const surprises = refusalsAlone ? await tellRefusalsAlone(telling) : await tellMission(telling, until);
    for (const surprise of surprises) narrator.bad(surprise);
    narrator.say('All that was printed: .slipway/e2e.log.');
    return surprises.length === 0 ? 0 : 1;
  } catch (thrown) {
    // What was under way fails then, each in its own way.
    if (signal.aborted) return interrupted;
    narrator.bad(asFailure(thrown).message);
    if (thrown instanceof Error) narrator.log(thrown.stack ?? '');
    return 1;
  }
}
