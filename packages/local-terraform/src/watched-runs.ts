/** Runs of terraform/stack as a story tells them: what is run, how far it is every few seconds, and all that it prints in a log. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Narrator } from '@slipway/demo/narrator';
import { countsOf, wrongIn, type Counts } from './ending.ts';
import type { Ran } from './programs.ts';
import { progressOf } from './progress.ts';

export interface WatchedRun extends Ran {
  /** None when it failed. */
  readonly counts: Counts | undefined;
  /** What to show of a failure. */
  readonly wrong: string;
  readonly seconds: number;
}

export interface WatchedRuns {
  /** Hand this to what runs Terraform. */
  readonly onText: (text: string) => void;
  watch(title: string, work: () => Promise<Ran>): Promise<WatchedRun>;
}

/** A person waits so long without a word. */
const patience = 10_000;

/** @param now milliseconds. @param log the file, which is begun anew. */
export function watchRuns(narrator: Narrator, now: () => number, log: string): WatchedRuns {
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, '');
  let progress = progressOf();
  return {
    onText: (text) => {
      appendFileSync(log, text);
      progress.read(text);
    },
    watch: async (title, work) => {
      const startedAt = now();
      const seconds = (): number => (now() - startedAt) / 1000;
      appendFileSync(log, `\n$ ${title}\n`);
      progress = progressOf();
      const telling = setInterval(() => narrator.log(`${minutes(seconds())} ${progress.line()}`), patience);
      try {
        const { code, printed } = await work();
        const counts = code === 0 ? countsOf(printed) : undefined;
        return { code, printed, counts, wrong: wrongIn(printed), seconds: seconds() };
      } finally {
        clearInterval(telling);
      }
    },
  };
}

/** `1:05` */
export function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
