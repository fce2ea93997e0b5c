/** One thread of the verdicts: plays and judges the seeds that it is given, and tells what came of them. */
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { tallied, type Share } from './verdicts-tally.ts';

// All that a simulated world allocates is garbage once it is judged; what V8 takes for lasting holds on to whole worlds.
setFlagsFromString('--no-allocation-site-pretenuring');
// A simulated refusal is an error each time, and nobody reads where it was made.
Error.stackTraceLimit = 0;
parentPort?.postMessage(await tallied(workerData as Share));
