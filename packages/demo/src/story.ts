/** The story from the first act to the last, and the facts it leaves behind. */
import { dispatchFirstRelease, publishVariables, ship, type ActFacts, type Stage } from './acts.ts';
import { startTraffic } from './traffic.ts';
import { versions } from './versions.ts';

export interface StoryFacts {
  readonly acts: readonly ActFacts[];
  readonly requests: { readonly total: number; readonly failed: number };
  /** What did not come out as told, in words; empty when the whole story did. */
  readonly surprises: readonly string[];
}

export async function tell(stage: Stage): Promise<StoryFacts> {
  const { narrator, signal } = stage;
  const again = stage.harbour.attached;
  narrator.act(`2  Infrastructure is there: ${again ? 'not the first run' : 'first run'}`);
  const variables = await publishVariables(stage);
  narrator.act('3  Version 1 ships, started by the infrastructure');
  if (again) narrator.say('The demo that keeps the harbour open performs the run, and tells its steps.');
  const acts = [await dispatchFirstRelease(stage)];
  const isInterrupted = (): boolean => signal.aborted;
  if (isInterrupted() || acts[0]?.surprise !== undefined) {
    return factsOf(acts, variables, { total: 0, failed: 0 });
  }
  const traffic = startTraffic(stage.harbour.appUrl);
  narrator.say(`A client calls ${stage.harbour.appUrl} from now on, one request after the other.`);
  try {
    for (const { title, version, ...expected } of laterActs) {
      if (isInterrupted()) break;
      narrator.act(title);
      acts.push(await ship(stage, version, expected, traffic));
    }
  } finally {
    await traffic.stop();
  }
  return factsOf(acts, variables, traffic);
}

const laterActs = [
  {
    title: '4  Version 2 is broken: it starts, then dies',
    version: versions.two,
    outcome: 'rolled-back',
    served: '1',
    redStep: 'deploy-ecs-with-rollback',
  },
  {
    title: '5  Version 3 carries a critical finding',
    version: versions.three,
    outcome: 'gated',
    served: '1',
    redStep: 'scan-image',
  },
  {
    title: '6  Version 4 is fine',
    version: versions.four,
    outcome: 'succeeded',
    served: '4',
    redStep: undefined,
  },
] as const;

function factsOf(
  acts: readonly ActFacts[],
  variables: string | undefined,
  { total, failed }: { readonly total: number; readonly failed: number },
): StoryFacts {
  const missing = acts.length < 1 + laterActs.length ? ['The story was not told to its end.'] : [];
  const surprises = [variables, ...acts.map((act) => act.surprise), ...missing];
  return { acts, requests: { total, failed }, surprises: surprises.filter((each) => each !== undefined) };
}
