/** The story from the first act to the last, and the facts it leaves behind. */
import {
  dispatchFirstRelease,
  dispatchNothingAgain,
  publishVariables,
  ship,
  type ActFacts,
  type Expected,
  type Stage,
} from './acts.ts';
import { servedVersion, startTraffic } from './traffic.ts';
import { versions, type Version } from './versions.ts';

export interface StoryFacts {
  readonly acts: readonly ActFacts[];
  readonly requests: { readonly total: number; readonly failed: number };
  /** What did not come out as told, in words; empty when the whole story did. */
  readonly surprises: readonly string[];
}

export async function tell(stage: Stage): Promise<StoryFacts> {
  const { narrator, signal, harbour } = stage;
  narrator.act(`2  Infrastructure is there: ${harbour.attached ? 'not the first run' : 'first run'}`);
  const variables = await publishVariables(stage);
  const acts = [await firstAct(stage)];
  const serving = acts[0]?.servedVersion ?? '';
  const isInterrupted = (): boolean => signal.aborted;
  if (isInterrupted() || acts[0]?.surprise !== undefined) {
    return factsOf(acts, variables, { total: 0, failed: 0 });
  }
  const traffic = startTraffic(harbour.appUrl);
  narrator.say(`A client calls ${harbour.appUrl} from now on, one request after the other.`);
  try {
    for (const { title, version, ...expected } of laterActs(serving)) {
      if (isInterrupted()) break;
      narrator.act(title);
      acts.push(await ship(stage, version, expected, traffic));
    }
  } finally {
    await traffic.stop();
  }
  return factsOf(acts, variables, traffic);
}

async function firstAct(stage: Stage): Promise<ActFacts> {
  const { harbour, narrator } = stage;
  if (!harbour.attached) {
    narrator.act('3  Version 1 ships, started by the infrastructure');
    return dispatchFirstRelease(stage);
  }
  narrator.act('3  Version 1 was shipped by the first run: nothing is started again');
  return dispatchNothingAgain(stage, (await servedVersion(harbour.appUrl)) ?? 'nothing');
}

interface LaterAct extends Expected {
  readonly title: string;
  readonly version: Version;
}

/** @param serving the version that serves before them; version 4 in a harbour where the story was told before. */
const laterActs = (serving: string): readonly LaterAct[] => [
  {
    title: '4  Version 2 is broken: it starts, then dies',
    version: versions.two,
    outcome: 'rolled-back',
    served: serving,
    redStep: 'deploy-ecs-with-rollback',
  },
  {
    title: '5  Version 3 carries a critical finding',
    version: versions.three,
    outcome: 'gated',
    served: serving,
    redStep: 'scan-image',
  },
  {
    title: '6  Version 4 is fine',
    version: versions.four,
    outcome: serving === versions.four.version ? 'unchanged' : 'succeeded',
    served: '4',
    redStep: undefined,
  },
];

/** All of them: the first, and the later ones. */
const actCount = 1 + laterActs('').length;

function factsOf(
  acts: readonly ActFacts[],
  variables: string | undefined,
  { total, failed }: { readonly total: number; readonly failed: number },
): StoryFacts {
  const missing = acts.length < actCount ? ['The story was not told to its end.'] : [];
  const surprises = [variables, ...acts.map((act) => act.surprise), ...missing];
  return { acts, requests: { total, failed }, surprises: surprises.filter((each) => each !== undefined) };
}
