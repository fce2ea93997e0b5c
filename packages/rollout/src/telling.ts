/**
 * How what is seen is told: as a line of the log with the time since UpdateService, and as a moment of the timeline
 * for whoever reads the run afterwards.
 */
import type { Memory } from './memory.ts';
import { elapsed } from './names.ts';
import type { Moment } from './facts.ts';
import type { Started } from './phases.ts';
import type { Ports } from './ports.ts';

/** What a look adds to, step by step. */
export interface Seen {
  readonly started: Started;
  readonly memory: Memory;
}

/** A line of the log with the time since UpdateService. */
export function line(started: Started, ports: Pick<Ports, 'clock'>, words: string): string {
  return `${elapsed(ports.clock.now() - started.startedAt)} ${words}`;
}

/** A phase is kept between the steps of a job, and the runner takes only so much. */
const most = 100;
const longest = 300;

/** With one more moment; when there are too many the first ones stay, for they explain more. */
export function noted(started: Started, kind: Moment['kind'], text: string, at: number): Started {
  if (started.moments.length >= most) return started;
  return { ...started, moments: [...started.moments, { at, kind, text: text.slice(0, longest) }] };
}

/** With one more warning for the end, once. */
export function warned(started: Started, warning: string): Started {
  const { found } = started;
  if (found.warnings.includes(warning)) return started;
  return { ...started, found: { ...found, warnings: [...found.warnings, warning] } };
}

export function tell(
  { started, memory }: Seen,
  kind: Moment['kind'],
  words: string,
  ports: Pick<Ports, 'clock' | 'log'>,
): Seen {
  ports.log.info(line(started, ports, words));
  return { memory, started: noted(started, kind, words, ports.clock.now()) };
}

/** @param key what is the same news under whatever words. */
export function tellOnce(
  seen: Seen,
  key: string,
  kind: Moment['kind'],
  words: string,
  ports: Pick<Ports, 'clock' | 'log'>,
): Seen {
  const { memory, started } = seen;
  if (memory.told.includes(key)) return seen;
  return tell({ started, memory: { ...memory, told: [...memory.told, key] } }, kind, words, ports);
}

const minute = 60_000;

/** What was said last of something that is waited for, and when; undefined before its first look. */
export type Said = { readonly text: string; readonly at: number } | undefined;

/** A sign of life once a minute, with what is waited for; the first minute needs none. */
export function saidEachMinute(
  said: Said,
  text: string,
  started: Started,
  ports: Pick<Ports, 'clock' | 'log'>,
): Said {
  const now = ports.clock.now();
  if (said === undefined) return { text, at: now };
  if (now - said.at < minute) return said;
  ports.log.info(line(started, ports, `still waiting: ${text}`));
  return { text, at: now };
}

/** A look that failed, when it says something new, and once a minute. */
export function toldMiss(
  { started, memory }: Seen,
  message: string,
  ports: Pick<Ports, 'clock' | 'log'>,
): Memory {
  const now = ports.clock.now();
  const missed = { ...memory, misses: memory.misses + 1, lastMiss: message };
  const isSame = memory.lastMiss === message;
  if (isSame && now - memory.lineAt < minute) return missed;
  ports.log.info(line(started, ports, `a look failed${isSame ? ' again' : ''}: ${message}`));
  return { ...missed, lineAt: now };
}

/** A state that changed is told once; the same state once a minute, as a sign of life. */
export function told(seen: Seen, text: string, ports: Pick<Ports, 'clock' | 'log'>): Seen {
  const { started, memory } = seen;
  const now = ports.clock.now();
  const same = memory.line === text;
  if (same && now - memory.lineAt < minute) return { started, memory };
  ports.log.info(line(started, ports, same ? `still ${text}` : text));
  return { started, memory: { ...memory, line: text, lineAt: now } };
}
