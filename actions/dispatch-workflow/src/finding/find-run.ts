/**
 * Looks for the run of a dispatch whose answer did not tell it. Either the run is certainly ours, or none is returned:
 * a title shows the marker, or the dispatch is known to have started a run and nothing else fits once every run that
 * can be ours is in the list. Of an event the marker alone is proof.
 */
import type { FindingWorld, ListedRun, Start, Target } from './ports.ts';
import { lookFor, pauseAfter } from './look.ts';
import type { Sent } from './send.ts';
import { clockSlack, listLag, runAppearsWithin } from './times.ts';
import { whichRun, type Fit, type Trace } from './which-run.ts';

/** From the answer on, every run that may be ours is in the list after so long. */
const settled = listLag + clockSlack;

/** @param sent whose answer is `started-somewhere` or `lost`. Never throws a Failure: something may have been started. */
export async function findRun(sent: Sent, target: Target, world: FindingWorld): Promise<Start> {
  const { clock, log, cancelled, random } = world;
  if (target.kind === 'event' && target.marking === 'none') return notFound(sent, untellable);
  const limit = Math.min(runAppearsWithin, world.lookFor ?? runAppearsWithin);
  const deadline = sent.answeredAt + limit;
  log.info(openingOf(sent, target, limit));
  for (;;) {
    const looksAt = clock.now();
    const looked = await lookFor(deadline - looksAt, clock, (timeUp) => fitNow(sent, target, world, timeUp));
    if (looked.kind === 'cancelled') return notFound(sent, cancelledWhile);
    if (looked.kind === 'refused') return notFound(sent, looked.failure.message.replace(/\.$/, ''));
    if (looked.kind === 'seen') {
      const end = judged(looked.seen, sent, target, looksAt - sent.answeredAt);
      if (end !== undefined) return end;
    }
    const blind = looked.kind === 'blind' ? looked.failure.what : undefined;
    const until = looked.kind === 'blind' ? looked.until : 0;
    // A machine that stood still looks once more.
    if (looksAt >= deadline || until > deadline)
      return notFound(sent, blind ?? noneSeen(sent, target, limit));
    const pause = Math.max(until - clock.now(), pauseAfter(clock.now() - sent.answeredAt, random));
    await clock.sleep(Math.max(0, Math.min(pause, deadline - clock.now())), cancelled);
    if (cancelled.aborted) return notFound(sent, cancelledWhile);
  }
}

const cancelledWhile = 'the job was cancelled while its run was looked for';

/** @param waited milliseconds from the answer to the look. @returns undefined when another look may tell more. */
function judged(fit: Fit, sent: Sent, { kind }: Target, waited: number): Start | undefined {
  if (fit.kind === 'certain') return { kind: 'started', run: startedRun(fit.run) };
  // After a lost answer there may be no run of ours at all, and what fits is somebody else's.
  if (sent.answer.kind === 'lost' || waited < settled) return undefined;
  if (fit.kind === 'only' && kind === 'event')
    return { kind: 'unfound', ambiguous: false, why: otherEvent(fit.run) };
  if (fit.kind === 'only') return { kind: 'started', run: startedRun(fit.run) };
  if (fit.kind === 'several') return { kind: 'unfound', ambiguous: true, why: severalWords(fit.runs) };
  return undefined;
}

const untellable = 'only a marker tells the run of an event, and this one carries none';

/** The list holds the runs of all events of the repository, and one that nobody listens to starts none. */
const otherEvent = ({ id }: ListedRun): string =>
  `run ${String(id)} is the only new one, but shows no marker: another event may have started it`;

export const startedRun = ({ id, url }: ListedRun): { readonly id: number; readonly url: string } => ({
  id,
  url,
});

async function fitNow(
  sent: Sent,
  target: Target,
  { runs, clock }: FindingWorld,
  timeUp: AbortSignal,
): Promise<Fit> {
  const { id, since } = await beginning(sent, { runs, clock }, timeUp);
  const { marking, ref } = target;
  const trace: Trace = { marker: sent.marker, marking, ref, after: id, since };
  return whichRun(await runs.since(since - clockSlack, undefined, timeUp), [trace]);
}

/** Where nobody looked before, GitHub's clock now tells what it showed when the dispatch was sent. */
async function beginning(
  { before, sentAt }: Sent,
  { runs, clock }: Pick<FindingWorld, 'runs' | 'clock'>,
  timeUp: AbortSignal,
): Promise<{ readonly id: number; readonly since: number }> {
  if (before !== undefined) return { id: before.id, since: before.now };
  const { now } = await runs.newest(timeUp);
  return { id: 0, since: now - (clock.now() - sentAt) };
}

function openingOf({ answer, marker }: Sent, { kind }: Target, limit: number): string {
  const silent =
    kind === 'event'
      ? 'GitHub does not say which runs an event starts'
      : 'This GitHub server does not say which run it started';
  const why = answer.kind === 'lost' ? "GitHub's answer was lost" : silent;
  return `${why}: looking for the run with the marker ${marker} for up to ${inWords(limit)}`;
}

/** With the likely cause: who reads a warning has nothing else to go by. */
function noneSeen({ marker, answer }: Sent, target: Target, limit: number): string {
  const words =
    target.marking === 'none' ? 'no run that is certainly its own' : `no run that shows the marker ${marker}`;
  // After a lost answer there may be no run at all.
  const cause = answer.kind === 'lost' ? '' : likelyCause(target);
  return `${words} was seen within ${inWords(limit)}${cause}`;
}

function likelyCause({ kind, workflow, marking }: Target): string {
  if (kind === 'event')
    return `; perhaps no workflow on the default branch has \`on: repository_dispatch: types: [${workflow}]\`, or none shows the marker in its \`run-name\``;
  return marking === 'shown' ? '' : '; perhaps its `run-name` shows no marker';
}

const inWords = (milliseconds: number): string =>
  milliseconds === runAppearsWithin ? '2 minutes' : `${String(Math.round(milliseconds / 1000))} s`;

export function severalWords(runs: readonly ListedRun[]): string {
  const shown = runs.slice(0, 5).map(({ id }) => String(id));
  const more = runs.length > shown.length ? ` and ${String(runs.length - shown.length)} more` : '';
  return `${runs.length === 1 ? '1 run' : `${String(runs.length)} runs`} may be it: ${shown.join(', ')}${more}`;
}

const notFound = ({ answer }: Sent, why: string): Start =>
  answer.kind === 'lost'
    ? { kind: 'unknown', why: `${answer.why.replace(/\.$/, '')}; ${why}` }
    : { kind: 'unfound', ambiguous: false, why };
