/** The report as JSON, for programs: what a run knew when it ended, in the shape of report-document.ts. */
import type { Evidence, Found } from '@slipway/rollout/evidence';
import type { Ended } from '@slipway/rollout/phases';
import type { Run } from '@slipway/rollout/run-rollout';
import { headlineOf, isGreen, reasonOf } from './headline.ts';
import type { AbsentReport, DeployReport, EvidenceReport } from './report-document.ts';
import { addressOf } from './target-words.ts';

/** What is told beside the end, by whoever found it. */
export type Remarks = Pick<DeployReport, 'warnings' | 'notices'>;

export function reportJson(run: Run, { warnings, notices }: Remarks): DeployReport {
  const { end, journal } = run;
  return {
    version: 1,
    outcome: end.kind,
    headline: headlineOf(end),
    reason: reasonOf(end),
    failureCode: isGreen(end) ? null : end.reason.code,
    hint: isGreen(end) ? null : (end.hint ?? null),
    warnings,
    notices,
    ...subjectOf(end),
    durations: durationsOf(run),
    journal: journal.map(({ phase, at }) => ({ phase, at: inUtc(at) })),
    moments: end.moments.map(({ at, kind, text }) => ({ at: inUtc(at), kind, text })),
    evidence: end.evidence === undefined ? null : evidenceOf(end.evidence),
  };
}

const inUtc = (milliseconds: number): string => new Date(milliseconds).toISOString();

type Subject =
  | 'cluster'
  | 'service'
  | 'taskDefinition'
  | 'previousTaskDefinition'
  | 'servingTaskDefinition'
  | 'servingTasks'
  | 'deployment'
  | 'giveBack';

function subjectOf(end: Ended): Pick<DeployReport, Subject> {
  const { request, giveBack } = end;
  return {
    cluster: request.name.cluster,
    service: request.name.service,
    taskDefinition: end.taskDefinition ?? null,
    previousTaskDefinition: end.baseline?.taskDefinition ?? null,
    servingTaskDefinition: end.serving?.taskDefinition ?? null,
    servingTasks: end.serving?.tasks ?? null,
    deployment: end.deployment ?? null,
    giveBack: giveBack === undefined ? null : { way: giveBack.way, deployment: giveBack.deployment ?? null },
  };
}

/** Whole seconds; null for what did not happen. */
export function durationsOf({ end, journal }: Run): DeployReport['durations'] {
  const until = (from: number | undefined, to: number): number | null =>
    from === undefined ? null : Math.round((to - from) / 1000);
  return {
    total: until(journal[0]?.at, end.endedAt) ?? 0,
    deployment: until(end.startedAt, end.rollbackAt ?? end.endedAt),
    rollback: until(end.rollbackAt, end.endedAt),
  };
}

function evidenceOf({ deaths, log, targets, breaker, alarms, events }: Evidence): EvidenceReport {
  return {
    deaths: each(deaths, ({ death, count, lastTask }) => ({
      words: death.words,
      container: death.container ?? null,
      exitCode: death.exitCode ?? null,
      count,
      lastTask,
    })),
    log: orAbsent(log, ({ container, task, destination: { group, stream }, lines }) => ({
      container,
      task,
      group,
      stream,
      lines,
    })),
    targets: each(targets, (target) => ({
      address: addressOf(target),
      state: target.state,
      reason: target.reason ?? null,
      description: target.description ?? null,
    })),
    breaker: breaker ?? null,
    alarms: each(alarms, ({ name, state, reason }) => ({ name, state, reason: reason ?? null })),
    events: each(events, ({ at, message }) => ({ at: inUtc(at), message })),
  };
}

function orAbsent<T, R>(found: Found<T>, say: (value: T) => R): R | AbsentReport {
  return found.kind === 'found' ? say(found.value) : { absent: found.why };
}

const each = <T, R>(found: Found<readonly T[]>, say: (value: T) => R): readonly R[] | AbsentReport =>
  orAbsent(found, (values) => values.map(say));
