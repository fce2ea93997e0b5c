/** `npm run bench`: prints figures of one benchmark. They are never tests: no run fails for being slow. */
import { sizesTable } from '@slipway/repo-tools/sizes';
import { aligned } from '@slipway/repo-tools/tables';
import { crowdFigures } from './crowd.ts';
import { dispatchFigures } from './dispatch.ts';
import { imagesFigures } from './images.ts';
import { killsFigures } from './kills.ts';
import { renderInputFigures } from './render-inputs.ts';
import { renderFigures } from './render.ts';
import { rolloutFigures } from './rollout.ts';
import { scanFigures } from './scan.ts';
import { startFigures } from './start.ts';
import { trafficFigures } from './traffic.ts';
import { verdictFigures } from './verdicts.ts';

interface Benchmark {
  readonly says: string;
  readonly flags: string;
  /** On two cores. */
  readonly lasts: string;
  readonly run: (flags: readonly string[]) => Promise<readonly string[]>;
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
  sizes: {
    says: 'bytes of each bundle against its goal',
    flags: '',
    lasts: '1 s',
    run: async () => sizesTable(),
  },
  start: {
    says: 'start of the deploy action to its first line, beside a peer’s',
    flags: '--peer FOLDER, --rounds 10',
    lasts: '10 s',
    run: startFigures,
  },
  render: {
    says: 'mistakes in task definitions that our render action and a peer’s find, what they refuse wrongly, and their time',
    flags: '--peer FOLDER, --corpus FOLDER (our check over all files there, nothing else), --only TEXT',
    lasts: '1 min, 2 min with a peer',
    run: renderFigures,
  },
  rollout: {
    says: 'our deploy action and a peer’s in the same deployments: right or wrong, lag, way back, calls, memory',
    flags: '--peer FOLDER, --rounds 3, --only TEXT, --at-once 3, --factor N (in scaled time)',
    lasts: '1 min, 2 min with a peer',
    run: rolloutFigures,
  },
  dispatch: {
    says: 'our dispatch action and a peer’s: the right run, wrong conclusions, seconds lost after the end; ten at the same moment',
    flags: '--peer FOLDER, --rounds 3, --only TEXT, --crowd 10',
    lasts: '1 min',
    run: dispatchFigures,
  },
  'render-inputs': {
    says: 'what people write for the aws-actions’ render step, form by form: what ours and theirs make of it',
    flags: '--peer FOLDER',
    lasts: '20 s',
    run: renderInputFigures,
  },
  images: {
    says: 'promoting an image of 1 GB in calls, pushing an OCI layout beside skopeo in seconds and memory, pushing it again in bytes',
    flags: '--rounds 5, --layers 40, --megabytes 500, --gigabytes 1',
    lasts: '4 min, 2 GB of disk',
    run: imagesFigures,
  },
  scan: {
    says: 'the gate over 10,000 and 100,000 findings of three platforms: seconds, peak memory, calls',
    flags: '--rounds 5',
    lasts: '2 min',
    run: scanFigures,
  },
  crowd: {
    says: 'many services watched at once by as many processes, under the throttling of ECS',
    flags: '--services 100, --factor 2, --apart 300',
    lasts: '6 min, 8 GB',
    run: crowdFigures,
  },
  kills: {
    says: 'our bundle killed after each of its calls in turn and run again: where it ends, and what is left over',
    flags: '--factor 15, --at-once 4',
    lasts: '4 min',
    run: killsFigures,
  },
  traffic: {
    says: 'requests that are dropped while a service is deployed, rolled back by us, and rolled back by ECS',
    flags: '--clients 8',
    lasts: '1 min',
    run: trafficFigures,
  },
  verdicts: {
    says: 'wrong verdicts over simulated rollouts in random worlds, and simulated rollouts a second',
    flags: '--runs 100000, --seed 1, --threads 2, --replay SEED',
    lasts: '2 min',
    run: verdictFigures,
  },
};

// Each local cloud that is open listens for the end of this process.
process.setMaxListeners(0);

const [name = '', ...flags] = process.argv.slice(2);
const chosen = benchmarks[name];
const isAskedFor = name === '' || name === '--help' || flags.includes('--help');
if (chosen === undefined || isAskedFor) {
  if (!isAskedFor) console.error(`There is no benchmark ${name}.`);
  process.exitCode = isAskedFor ? 0 : 1;
  const rows = Object.entries(benchmarks).map(([each, { says, flags: known, lasts }]) => [
    each,
    lasts,
    says,
    known,
  ]);
  console.log(
    ['npm run bench -- ‹name›', '', ...aligned([['name', 'lasts', 'prints', 'flags'], ...rows])].join('\n'),
  );
} else {
  try {
    console.log((await chosen.run(flags)).join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
