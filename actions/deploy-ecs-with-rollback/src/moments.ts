/** What was seen while watching, as rows of the timeline: the same thing seen again is one row with its count. */
import type { Moment } from '@slipway/rollout/facts';
import type { Bar, Section } from './mermaid.ts';

const titles = {
  stage: 'Stages of ECS',
  task: 'Tasks',
  alarm: 'Alarms',
  check: 'Checks',
  event: 'Events of the service',
} as const;

/** A picture of more rows than this is no picture. */
const rowLimit = 12;

/** @param endedAt until when the last stage lasts, milliseconds since the epoch. */
export function momentSections(moments: readonly Moment[], endedAt: number): readonly Section[] {
  return Object.entries(titles).flatMap(([kind, title]): readonly Section[] => {
    const ours = moments.filter((moment) => moment.kind === kind);
    if (ours.length === 0) return [];
    const bars = kind === 'stage' ? stages(ours, endedAt) : repeated(ours);
    return [{ title, bars: bounded(bars) }];
  });
}

function stages(moments: readonly Moment[], endedAt: number): readonly Bar[] {
  return moments.map(({ at, text }, index) => ({
    label: text,
    from: at,
    to: moments[index + 1]?.at ?? Math.max(at, endedAt),
    tone: 'muted',
  }));
}

function repeated(moments: readonly Moment[]): readonly Bar[] {
  const groups = new Map<string, { readonly first: Moment; readonly last: Moment; readonly count: number }>();
  for (const moment of moments) {
    const same = sameness(moment.text);
    const group = groups.get(same);
    groups.set(same, { first: group?.first ?? moment, last: moment, count: (group?.count ?? 0) + 1 });
  }
  return [...groups.values()].map(({ first, last, count }) => ({
    label: `${count === 1 ? '' : `${String(count)} × `}${sameness(first.text)}`,
    from: first.at,
    to: last.at,
    tone: isAlarming(first) ? 'alarming' : 'plain',
  }));
}

/** A task that was replaced, or an alarm that is well again, is no bad news. */
const isAlarming = ({ kind, text }: Moment): boolean =>
  (kind === 'task' && text.includes(' died')) || (kind === 'alarm' && !/\bOK\b/.test(text));

/** Ids and numbers of tasks differ although the thing is one. */
const sameness = (text: string): string => text.replace(/\b[0-9a-f]{8,}\b/gi, '…');

/** The first and the newest rows; what is between them is counted. */
function bounded(bars: readonly Bar[]): readonly Bar[] {
  if (bars.length <= rowLimit) return bars;
  const head = bars.slice(0, 3);
  const tail = bars.slice(head.length - rowLimit + 1);
  const [from = 0, left] = [bars[3]?.from, bars.length - rowLimit + 1];
  return [...head, { label: `${String(left)} more`, from, to: from, tone: 'plain' }, ...tail];
}
