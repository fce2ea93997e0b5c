/**
 * `npm run e2e`: the whole mission under act, without an account. Exits 0 only when everything ended as told, and leaves
 * the facts in .slipway/e2e.json and all that was printed in .slipway/e2e.log.
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { asFailure } from '@slipway/action-kit/failures';
import { createNarrator } from '@slipway/demo/narrator';
import { acts } from './acts.ts';
import { readFlags, type Flags } from './flags.ts';
import { missing, needed } from './missing.ts';
import { tellMission, tellRefusalsAlone } from './story.ts';

const root = resolve(import.meta.dirname, '../../..');
const log = join(root, '.slipway', 'e2e.log');
const facts = join(root, '.slipway', 'e2e.json');
const now = (): number => performance.now();
const coloured = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const narrator = createNarrator(process.stdout, now, coloured);
const cancelled = new AbortController();
/** As a shell reports a Ctrl-C. */
const interrupted = 130;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cancelled.abort());

const flags = readFlags(process.argv.slice(2), acts);
if (flags.kind === 'told') {
  console[flags.isWrong ? 'error' : 'log'](flags.text);
  process.exitCode = flags.isWrong ? 1 : 0;
} else {
  process.exitCode = await main(flags);
}

async function main(chosen: Extract<Flags, { kind: 'run' }>): Promise<number> {
  const lacking = missing(root, chosen.refusalsAlone ? needed.refusals : needed.mission);
  if (lacking.length > 0) {
    narrator.bad('The end-to-end test needs what is not on this machine, so nothing of it was run:');
    for (const each of lacking) narrator.log(each);
    return 1;
  }
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, '');
  rmSync(facts, { force: true });
  const telling = {
    ...{ root, narrator, now, facts },
    signal: cancelled.signal,
    line: (text: string) => appendFileSync(log, `${text}\n`),
  };
  try {
    const surprises = chosen.refusalsAlone
      ? await tellRefusalsAlone(telling)
      : await tellMission(telling, chosen.until);
    if (cancelled.signal.aborted) return interrupted;
    for (const surprise of surprises) narrator.bad(surprise);
    narrator.say('All that was printed: .slipway/e2e.log.');
    return surprises.length === 0 ? 0 : 1;
  } catch (thrown) {
    if (cancelled.signal.aborted) return interrupted;
    narrator.bad(asFailure(thrown).message);
    if (thrown instanceof Error) narrator.log(thrown.stack ?? '');
    return 1;
  }
}
