/** The report as JSON, for programs; its members are documented in the README and change only by addition. */
import type { Found } from '@slipway/rollout/evidence';
import type { Ended } from '@slipway/rollout/phases';
import type { Run } from '@slipway/rollout/run-rollout';
import { headlineOf, isGreen, reasonOf } from './headline.ts';

export function reportJson(run: Run): object {
  const { end, journal } = run;
  return {
    outcome: end.kind,
    headline: headlineOf(end),
    reason: reasonOf(end),
    failureCode: isGreen(end) ? null : end.reason.code,
    cluster: end.request.name.cluster,
    service: end.request.name.service,
    taskDefinition: end.taskDefinition ?? null,
    previousTaskDefinition: end.baseline?.taskDefinition ?? null,
    servingTaskDefinition: end.serving?.taskDefinition ?? null,
    servingTasks: end.serving?.tasks ?? null,
    deployment: end.deployment ?? null,
    giveBack:
      end.giveBack === undefined
        ? null
        : { way: end.giveBack.way, deployment: end.giveBack.deployment ?? null },
    durations: durationsOf(run),
    journal: journal.map(({ phase, at }) => ({ phase, at: new Date(at).toISOString() })),
    evidence: evidenceOf(end),
  };
}

/** Whole seconds; null for what did not happen. */
export function durationsOf({ end, journal }: Run) {
  const until = (from: number | undefined, to: number): number | null =>
    from === undefined ? null : Math.round((to - from) / 1000);
  return {
    total: until(journal[0]?.at, end.endedAt) ?? 0,
    deployment: until(end.startedAt, end.rollbackAt ?? end.endedAt),
    rollback: until(end.rollbackAt, end.endedAt),
  };
}

function evidenceOf({ evidence }: Ended): object | null {
  if (evidence === undefined) return null;
  return {
    deaths: orAbsent(evidence.deaths, (groups) =>
      groups.map(({ death, count }) => ({
        words: death.words,
        container: death.container ?? null,
        exitCode: death.exitCode ?? null,
        count,
      })),
    ),
    log: orAbsent(evidence.log, ({ container, task, lines }) => ({ container, task, lines })),
    targets: orAbsent(evidence.targets, (targets) =>
      targets.map(({ host, port, state, reason }) => ({
        address: port === undefined ? host : `${host}:${String(port)}`,
        state,
        reason: reason ?? null,
      })),
    ),
    breaker: evidence.breaker ?? null,
  };
}

function orAbsent<T>(found: Found<T>, say: (value: T) => unknown): unknown {
  return found.kind === 'found' ? say(found.value) : { absent: found.why };
}
