/**
 * The deployment as a picture: what happened when, from the first look to the proof. It is bounded, so that an hour of
 * dying tasks is drawn as readably as a minute.
 */
import { join, type Markdown } from '@slipway/action-kit/markdown';
import { revisionName } from '@slipway/rollout/names';
import type { Ended } from '@slipway/rollout/phases';
import type { Run } from '@slipway/rollout/run-rollout';
import { whatServes } from '@slipway/rollout/what-serves';
import { isGreen, reasonOf } from './headline.ts';
import { gantt, type Bar } from './mermaid.ts';
import { momentSections } from './moments.ts';

/** Nothing for a run that ended where it began: there is nothing to see. */
export function timelineOf(run: Run): Markdown {
  const { end, journal } = run;
  const start = journal[0]?.at ?? end.endedAt;
  if (end.startedAt === undefined || end.endedAt === start) return join();
  const { cluster, service } = end.request.name;
  return gantt(`The deployment of ${service} in ${cluster}`, start, [
    { title: 'Slipway', bars: [...phasesOf(run), ...decisionOf(run), endOf(run)] },
    ...momentSections(end.moments, end.endedAt),
  ]);
}

/** What is shorter is no bar. */
const shortest = 2000;

/** Those that took time; the last one of the journal is the end. */
function phasesOf({ journal }: Run): readonly Bar[] {
  return journal.slice(0, -1).flatMap(({ phase, at }, index): readonly Bar[] => {
    const to = journal[index + 1]?.at ?? at;
    if (to - at < shortest) return [];
    return [
      {
        label: phase.replace('-', ' '),
        from: at,
        to,
        tone: phase === 'rolling-back' ? 'alarming' : 'muted',
      },
    ];
  });
}

function decisionOf({ end }: Run): readonly Bar[] {
  const { rollbackAt } = end;
  if (rollbackAt === undefined) return [];
  return [{ label: reasonOf(end), from: rollbackAt, to: rollbackAt, tone: 'alarming' }];
}

function endOf({ end }: Run): Bar {
  const { kind, endedAt: at } = end;
  const isWell = isGreen(end) || kind === 'rolled-back';
  return { label: `${kind}, ${proofOf(end)}`, from: at, to: at, tone: isWell ? 'plain' : 'alarming' };
}

function proofOf(end: Ended): string {
  const answer = whatServes(end);
  switch (answer.kind) {
    case 'unknown':
      return 'what serves is not proven';
    case 'nothing':
      return 'nothing serves';
    case 'one':
      return `${revisionName(answer.taskDefinition)} serves`;
    case 'several':
      return `${answer.crews.map(({ taskDefinition }) => revisionName(taskDefinition)).join(' and ')} serve`;
  }
}
