/** The evidence of a failure as lines of the log, for whoever reads on where the deployment was followed. */
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Evidence, Found } from '@slipway/rollout/evidence';
import { counted } from '@slipway/rollout/names';
import type { Ended } from '@slipway/rollout/phases';
import { breakerWords } from './breaker-words.ts';
import { addressOf, reasonOfTarget } from './target-words.ts';
import { timeOf } from './time-of-day.ts';

/** What could not be had is told in the summary, where there is room for it. */
export function evidenceLines({ evidence }: Ended): readonly string[] {
  if (evidence === undefined) return [];
  return [
    ...part(
      'Stopped tasks',
      evidence.deaths,
      ({ death, count }) => `${counted(count, 'task')}: ${death.words}`,
    ),
    ...part('Load balancer', evidence.targets, (target) =>
      [addressOf(target), target.state, reasonOfTarget(target)].join(' '),
    ),
    ...breakerLines(evidence),
    ...part('Alarms', evidence.alarms, ({ name, state, reason }) =>
      [name, state, reason].filter((each) => each !== undefined).join(' '),
    ),
    ...part('Events of the service', evidence.events, ({ at, message }) => `${timeOf(at)} ${message}`),
    ...logLines(evidence),
  ];
}

function part<T>(title: string, found: Found<readonly T[]>, say: (value: T) => string): readonly string[] {
  return found.kind === 'absent' ? [] : [`${title}:`, ...found.value.map((each) => indented(say(each)))];
}

function breakerLines({ breaker }: Evidence): readonly string[] {
  if (breaker === undefined || breaker.status === 'DISABLED') return [];
  return [`Circuit breaker: ${breakerWords(breaker)}.`];
}

function logLines({ log }: Evidence): readonly string[] {
  if (log.kind === 'absent') return [];
  const { container, task, lines } = log.value;
  return [`The last lines of container ${container} in task ${task}:`, ...lines.map(indented)];
}

const indented = (words: string): string => `  ${oneLine(words, 1000)}`;
