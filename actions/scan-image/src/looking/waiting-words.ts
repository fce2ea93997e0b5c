/** What the log says while scans are waited for: a line whenever what is waited for is another thing than before. */
import type { Log } from '@slipway/action-kit/ports';
import type { Waiting } from './waiting.ts';

/** @param timeout in milliseconds: how long it may go on. */
export function tellingWaits(log: Pick<Log, 'info'>, timeout: number): (waiting: Waiting) => void {
  const told = new Map<string, string>();
  return (waiting) => {
    const { platform, digest } = waiting.part;
    const words = waitingWords(waiting);
    if (told.get(digest) === words) return;
    const limit = told.has(digest) ? '' : ` (${String(Math.round(timeout / 1000))} s at most)`;
    told.set(digest, words);
    log.info(`Waiting for the scan of ${platform === '' ? '' : `${platform}, `}${digest}${limit}: ${words}`);
  };
}

function waitingWords({ unanswered, notShown, renews, lacking, neverScanned, start }: Waiting): string {
  const failure = unanswered.at(-1);
  if (failure !== undefined) return `AWS could not answer (${failure.code}), and is asked again`;
  if (notShown > 0) return 'ECR does not show the image yet';
  if (renews !== undefined) return 'the last one is more than a day old, and a new one was started';
  if (lacking !== undefined) return `ECR says ${lacking}, and its findings may not be all there yet`;
  if (neverScanned === 0) return 'it goes on';
  return start === 'started' ? 'it was started' : 'there is none yet';
}
