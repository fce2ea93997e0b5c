/**
 * Loaded before an action: when its process ends, adds a line to the file that the URL names, with the most memory
 * that it held and the moment at which its last long wait was over. All that came after was work.
 */
import { appendFileSync } from 'node:fs';
import { promisify } from 'node:util';

const file = new URL(import.meta.url).searchParams.get('file');
/** Milliseconds; what is shorter is work that is spread, not waiting. */
const longWait = 500;
let waitedUntil = 0;

const real = globalThis.setTimeout;
const noted = (callback, delay, ...values) => {
  if (!(delay >= longWait)) return real(callback, delay, ...values);
  const due = Date.now() + delay;
  const called = (...given) => {
    waitedUntil = due;
    callback(...given);
  };
  return real(called, delay, ...values);
};
Object.defineProperty(noted, promisify.custom, { get: () => real[promisify.custom] });
globalThis.setTimeout = noted;

process.on('exit', () => {
  const peakKilobytes = process.resourceUsage().maxRSS;
  appendFileSync(file, `${JSON.stringify({ peakKilobytes, waitedUntil })}\n`);
});
