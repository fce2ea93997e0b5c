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
import type { DeathGroup } from '@slipway/rollout/looking/deaths';
import type { ContainerLog, Evidence, Found } from '@slipway/rollout/evidence';
import { counted, lastPart } from '@slipway/rollout/names';
import type { AlarmState, ServiceEvent, TargetHealth } from '@slipway/rollout/observations';
import type { ServiceName } from '@slipway/rollout/ports';
import { breakerWords } from './breaker-words.ts';
import { alarmUrl, logUrl, taskUrl } from './console-links.ts';
import { addressOf, reasonOfTarget } from './target-words.ts';
import { timeOf } from './time-of-day.ts';

/** Where the evidence is from, for the links. */
export interface Place {
  readonly region: string;
  readonly name: ServiceName;
}

export function evidencePart(evidence: Evidence, place: Place): Markdown {
  const { deaths, log, targets, alarms, events } = evidence;
  const absent = [
    ...absence('Stopped tasks', deaths),
    ...absence('Container log', log),
    ...absence('Load balancer', targets),
    ...absence('Alarms', alarms),
    ...absence('Events of the service', events),
  ];
  return join(
    heading('Evidence', 3),
    told(deaths, (groups) => deathsPart(groups, place)),
    told(log, (found) => logPart(found, place)),
    told(targets, targetsPart),
    breakerPart(evidence),
    told(alarms, (found) => alarmsPart(found, place)),
    told(events, eventsPart),
    ...(absent.length === 0 ? [] : [paragraph('Nothing to show of:'), list(absent)]),
  );
}

const told = <T>(found: Found<T>, tell: (value: T) => Markdown): Markdown =>
  found.kind === 'found' ? tell(found.value) : join();

const absence = (title: string, found: Found<unknown>): readonly string[] =>
  found.kind === 'found' ? [] : [`${title}: ${oneLine(found.why, 500).replace(/\.$/, '')}.`];

function deathsPart(groups: readonly DeathGroup[], { region, name }: Place): Markdown {
  const rows = groups.map(({ death, count, lastTask }) => [
    counted(count, 'task'),
    oneLine(death.words, 500),
    death.exitCode === undefined ? '–' : String(death.exitCode),
    linked(lastPart(lastTask), taskUrl(region, name, lastTask)),
  ]);
  return table(['Stopped', 'Cause', 'Exit code', 'Last of them'], rows);
}

function logPart({ container, task, destination, lines }: ContainerLog, { region }: Place): Markdown {
  const url = logUrl(destination.region ?? region, destination);
  const all = url === undefined ? [] : [' (', link('all of it', url), ')'];
  return join(
    paragraph(
      sentence('The last lines of container ', code(container), ' in task ', code(task), ...all, ':'),
    ),
    block(lines.join('\n')),
  );
}

function targetsPart(targets: readonly TargetHealth[]): Markdown {
  const rows = targets.map((target) => [
    addressOf(target),
    target.state,
    oneLine(reasonOfTarget(target), 300),
  ]);
  return table(['Target', 'State', 'Reason'], rows);
}

function breakerPart({ breaker }: Evidence): Markdown {
  return paragraph(`Circuit breaker: ${breakerWords(breaker)}.`);
}

function alarmsPart(alarms: readonly AlarmState[], { region }: Place): Markdown {
  const rows = alarms.map(({ name, state, reason }) => [
    linked(name, alarmUrl(region, name)),
    state,
    reason === undefined ? '–' : oneLine(reason, 300),
  ]);
  return table(['Alarm', 'State', 'Reason'], rows);
}

function eventsPart(events: readonly ServiceEvent[]): Markdown {
  const lines = events.map(({ at, message }) => `${timeOf(at)} ${oneLine(message, 500)}`);
  return join(paragraph('Events of the service, the newest first:'), list(lines));
}

/** A name that leads to the console where there is one. */
export function linked(name: string, url: string | undefined): Markdown {
  return url === undefined ? code(name) : link(name, url);
}
