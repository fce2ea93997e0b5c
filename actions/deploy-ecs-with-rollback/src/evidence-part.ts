/** The evidence of a failure in the job summary: each part, or why it is not there. */
import {
  block,
  code,
  heading,
  join,
  link,
  list,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Evidence } from '@slipway/rollout/evidence';
import { counted, lastPart } from '@slipway/rollout/names';
import type { ServiceName } from '@slipway/rollout/ports';
import { alarmUrl, logUrl, taskUrl } from './console-links.ts';
import { addressOf, reasonOfTarget } from './target-words.ts';
import { timeOf } from './time-of-day.ts';

/** Where the evidence is from, for the links. */
export interface Place {
  readonly region: string;
  readonly name: ServiceName;
}

export function evidencePart(evidence: Evidence, place: Place): Markdown {
  return join(
    heading('Evidence', 3),
    deathsPart(evidence, place),
    logPart(evidence, place),
    targetsPart(evidence),
    breakerPart(evidence),
    alarmsPart(evidence, place),
    eventsPart(evidence),
  );
}

function deathsPart({ deaths }: Evidence, { region, name }: Place): Markdown {
  if (deaths.kind === 'absent') return paragraph(`Stopped tasks: ${deaths.why}.`);
  const rows = deaths.value.map(({ death, count, lastTask }) => [
    counted(count, 'task'),
    oneLine(death.words, 500),
    death.exitCode === undefined ? '–' : String(death.exitCode),
    linked(lastPart(lastTask), taskUrl(region, name, lastTask)),
  ]);
  return table(['Stopped', 'Cause', 'Exit code', 'Last of them'], rows);
}

function logPart({ log }: Evidence, { region }: Place): Markdown {
  if (log.kind === 'absent') return paragraph(`Container log: ${log.why}.`);
  const { container, task, destination, lines } = log.value;
  const url = logUrl(destination.region ?? region, destination);
  const all = url === undefined ? [] : [' (', link('all of it', url), ')'];
  return join(
    paragraph(
      sentence('The last lines of container ', code(container), ' in task ', code(task), ...all, ':'),
    ),
    block(lines.join('\n')),
  );
}

function targetsPart({ targets }: Evidence): Markdown {
  if (targets.kind === 'absent') return paragraph(`Load balancer: ${targets.why}.`);
  const rows = targets.value.map((target) => [
    addressOf(target),
    target.state,
    oneLine(reasonOfTarget(target), 300),
  ]);
  return table(['Target', 'State', 'Reason'], rows);
}

function breakerPart({ breaker }: Evidence): Markdown {
  if (breaker === undefined || breaker.status === 'DISABLED') {
    const why = breaker === undefined ? 'ECS did not tell its count' : 'it is off for this service';
    return paragraph(`Circuit breaker: ${why}.`);
  }
  return paragraph(
    `Circuit breaker: ${breaker.status}, ${String(breaker.failures)} of ${String(breaker.threshold)} failures.`,
  );
}

function alarmsPart({ alarms }: Evidence, { region }: Place): Markdown {
  if (alarms.kind === 'absent') return paragraph(`Alarms: ${alarms.why}.`);
  const rows = alarms.value.map(({ name, state, reason }) => [
    linked(name, alarmUrl(region, name)),
    state,
    reason === undefined ? '–' : oneLine(reason, 300),
  ]);
  return table(['Alarm', 'State', 'Reason'], rows);
}

function eventsPart({ events }: Evidence): Markdown {
  if (events.kind === 'absent') return paragraph(`Events of the service: ${events.why}.`);
  const lines = events.value.map(({ at, message }) => `${timeOf(at)} ${oneLine(message, 500)}`);
  return join(paragraph('Events of the service, the newest first:'), list(lines));
}

/** A name that leads to the console where there is one. */
export function linked(name: string, url: string | undefined): Markdown {
  return url === undefined ? code(name) : link(name, url);
}
