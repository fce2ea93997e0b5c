/** Plays a scene: the cloud settles, the run starts, things happen, and whatever the job does afterwards follows. */
import { virtualClock } from '@slipway/local-aws/clock';
import type { Active, Phase } from '@slipway/rollout/phases';
import { isEnded } from '@slipway/rollout/phases';
import { request } from '../ecs-double/rollout-scenario.ts';
import type { Ports } from '@slipway/rollout/ports';
import { openEnd } from '@slipway/rollout/open-end';
import { isUntouched, keepSteps } from '@slipway/rollout/resuming/saved-steps';
import { portsOfRun } from '@slipway/rollout/ports-of-run';
import { resumed } from '@slipway/rollout/resuming/resuming';
import { runRollout, type Run } from '@slipway/rollout/run-rollout';
import { documentOf, serviceName, simulatedCloud, type SimulatedCloud } from './cloud.ts';
import { enginePorts } from './engine-ports.ts';
import { act } from './others.ts';
import type { RunRecord, WorldRecord } from './record.ts';
import type { Scene } from './scene.ts';
import { standingOf } from './standing.ts';
import { blankNotes } from './witness.ts';
import { simulatedTime, type SimulatedTime, type Sleeper } from './time.ts';

export interface Played {
  readonly scene: Scene;
  readonly cloud: SimulatedCloud;
  readonly record: WorldRecord;
}

/** A run that has not ended after so long never will: far above any sum of limits. */
const never = 24 * 3_600_000;
/** From the end of a run to what follows: the runner is not at once. */
const between = 2000;
const postLimit = 240_000;
const lingering = 30_000;
/** The runner sends SIGINT, 7.5 s later SIGTERM, and 2.5 s later it ends what still runs. */
const untilKilled = 10_000;

interface Stage extends Played {
  readonly time: SimulatedTime;
}

export async function play(scene: Scene): Promise<Played> {
  const clock = virtualClock();
  const cloud = await simulatedCloud(scene, clock);
  const record: WorldRecord = { beganBy: new Map(), deeds: [], runs: [] };
  const stage: Stage = { scene, cloud, record, time: simulatedTime(clock) };
  settle(stage);
  cloud.begin();
  for (const { at, deed } of scene.happenings) clock.after(at, () => act(deed, scene, cloud, record));
  await playRun(stage);
  for (const next of scene.after) {
    const last = record.runs.at(-1);
    if (last === undefined || last.fate === 'never-ended') break;
    clock.advance(between);
    if (next === 'run') await playRun(stage);
    else await playPostStep(stage, last);
  }
  return { scene, cloud, record };
}

/** What was deployed since the first deployment was left alone as the scene says. */
function settle({ cloud, scene, record }: Stage): void {
  const { service, clock } = cloud;
  const [first] = service.history;
  if (first !== undefined) record.beganBy.set(first.arn, 'others');
  for (const { image, leftFor } of scene.earlier) {
    act({ kind: 'deploys', image }, scene, cloud, record);
    clock.advance(leftFor);
  }
}

function playRun(stage: Stage): Promise<void> {
  const { scene } = stage;
  const asked = { ...request, name: serviceName, ...scene.asked };
  const document = documentOf(scene.wanted, scene.service);
  const start: Phase = { kind: 'planning', request: asked, wanted: { kind: 'document', document } };
  const isFirst = stage.record.runs.length === 0;
  const cancelAt = isFirst && scene.cut?.kind === 'cancelled' ? scene.cut.at : undefined;
  return perform(stage, 'run', cancelAt, (ports, run) => runRollout(start, ports, keptBy(run)));
}

const keptBy = ({ saved }: RunRecord): ((phase: Phase) => void) =>
  keepSteps((phase) => void saved.push(phase));

/** What the job's post step does with the phase that was kept. */
async function playPostStep(stage: Stage, last: RunRecord): Promise<void> {
  const kept = keptOf(last);
  if (kept === undefined) return;
  await perform(stage, 'post-step', undefined, async (world, run) => {
    const ports = portsOfRun(world, kept);
    const phase = await resumed(kept, postLimit, ports);
    return phase === undefined ? 'unseen' : runRollout(phase, ports, keptBy(run));
  });
}

function keptOf({ saved }: RunRecord): Active | undefined {
  const last = saved.at(-1);
  const unfinished = last !== undefined && isEnded(last) ? last.unfinished : last;
  if (unfinished === undefined || isUntouched(unfinished)) return undefined;
  // The runner keeps it as text.
  return JSON.parse(JSON.stringify(unfinished)) as Active;
}

async function perform(
  { scene, cloud, record, time }: Stage,
  kind: RunRecord['kind'],
  cancelAt: number | undefined,
  engine: (ports: Ports, run: RunRecord) => Promise<Run | 'unseen'>,
): Promise<void> {
  const sleeper: Sleeper = { alive: true, wokeAt: 0 };
  const run = blankRun(kind, cloud.clock.now());
  record.runs.push(run);
  const kill = (): void => {
    sleeper.alive = false;
    if (run.fate === 'never-ended') run.fate = 'killed';
  };
  const cancelled = openEnd();
  const over = openEnd();
  if (cancelAt !== undefined)
    cloud.clock.after(cancelAt, () => {
      if (run.fate !== 'never-ended') return;
      run.cancelledAt = cloud.clock.now();
      cloud.clock.after(untilKilled, kill);
      time.stirred();
      cancelled.end();
      over.end();
    });
  const counts = new Map<string, number>();
  const wire = { scene, cloud, time, sleeper, record, run, kill, counts, notes: blankNotes() };
  const ports = enginePorts(wire, scene.dice + record.runs.length, { cancelled, over });
  const done = await time.drive(engine(ports, run), sleeper, cloud.clock.now() + never);
  if (done === 'unseen') run.fate = 'unseen';
  else if (done !== undefined) Object.assign(run, { fate: 'ended', end: done.end, journal: done.journal });
  over.end();
  run.endedAt = cloud.clock.now();
  run.lastLook.push(standingOf(cloud));
  // What still is under way may go on: nothing may come of it.
  if (run.calls.some(({ told }) => told === undefined))
    await time.drive(new Promise(() => undefined), sleeper, cloud.clock.now() + lingering);
  sleeper.alive = false;
}

function blankRun(kind: RunRecord['kind'], startedAt: number): RunRecord {
  return {
    kind,
    startedAt,
    end: undefined,
    endedAt: startedAt,
    journal: [],
    saved: [],
    lines: [],
    calls: [],
    lastLook: [],
    goodBefore: new Set(),
    fate: 'never-ended',
    cancelledAt: undefined,
  };
}
