/** What is counted over many simulated rollouts: the wrong ones in full, the others by their outcome and their world. */
import { documentedDiagram } from '@slipway/test-kit/simulation/diagram';
import { judge, type Wrong } from '@slipway/test-kit/simulation/judge/judge';
import { play, type Played } from '@slipway/test-kit/simulation/play';
import type { Scene } from '@slipway/test-kit/simulation/scene';
import { sceneOf } from '@slipway/test-kit/simulation/scenes';

/** Seeds from `first` on, every `step`th, up to but without `end`. */
export interface Share {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

export interface Tally {
  readonly rollouts: number;
  readonly wrong: readonly { readonly seed: number; readonly wrong: readonly Wrong[] }[];
  readonly outcomes: Readonly<Record<string, number>>;
  readonly worlds: Readonly<Record<string, number>>;
  readonly calls: number;
  /** Simulated time, in milliseconds. */
  readonly lasted: number;
}

export async function tallied({ first, end, step }: Share): Promise<Tally> {
  const diagram = documentedDiagram();
  const wrong: { seed: number; wrong: readonly Wrong[] }[] = [];
  const outcomes: Record<string, number> = {};
  const worlds: Record<string, number> = {};
  let calls = 0;
  let lasted = 0;
  let rollouts = 0;
  for (let seed = first; seed < end; seed += step) {
    const scene = sceneOf(seed);
    const { played, found } = await playedAndJudged(scene, diagram);
    rollouts += 1;
    if (found.length > 0) wrong.push({ seed, wrong: found });
    for (const kind of kindsOf(scene)) worlds[kind] = (worlds[kind] ?? 0) + 1;
    for (const run of played?.record.runs ?? []) {
      const outcome = `${run.kind}: ${run.end?.kind ?? run.fate}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      calls += run.calls.length;
      lasted += run.endedAt - run.startedAt;
    }
  }
  return { rollouts, wrong, outcomes, worlds, calls, lasted };
}

/** An engine that throws has not given a verdict, and that is wrong too. */
export async function playedAndJudged(
  scene: Scene,
  diagram: ReturnType<typeof documentedDiagram>,
): Promise<{ readonly played: Played | undefined; readonly found: readonly Wrong[] }> {
  try {
    const played = await play(scene);
    return { played, found: judge(played, diagram) };
  } catch (thrown) {
    const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return { played: undefined, found: [{ rule: 'threw', words }] };
  }
}

/** What makes the world of a scene more than a trivial one. */
function kindsOf(scene: Scene): readonly string[] {
  const { service, images, earlier, happenings, faults, denied, cut, asked, shortage } = scene;
  const fates = new Set(images.new.map(({ kind }) => kind));
  const kinds = [
    `checks: ${service.checks}`,
    `breaker: ${service.breaker}`,
    `new revision: ${fates.size > 1 ? 'mixed fates' : [...fates].join()}`,
    ...(service.strategy === 'ROLLING' ? [] : ['shifts traffic']),
    ...(service.hook === undefined ? [] : [`a hook asks ${service.hook.asks}`]),
    ...(shortage === undefined ? [] : ['not enough capacity']),
    ...(earlier.length > 0 ? ['deployed to before'] : []),
    ...new Set(happenings.map(({ deed }) => `somebody ${deed.kind}`)),
    ...new Set(faults.map(({ kind }) => `fault: ${kind}`)),
    ...(denied.length > 0 ? ['permissions denied'] : []),
    ...(cut === undefined ? [] : [cut.kind]),
    ...(Object.keys(asked).length > 0 ? ['other policies'] : []),
  ];
  const isQuiet =
    earlier.length + happenings.length + faults.length + denied.length === 0 && cut === undefined;
  return isQuiet ? [...kinds, 'nothing but the deployment'] : kinds;
}
