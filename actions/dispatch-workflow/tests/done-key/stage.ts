/** What the tests of a done key share: a claim that another run wrote, and the step that finds it. */
import type { Report } from '@slipway/action-kit/report';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Asked } from '../../src/asking/asked.ts';
import { writeClaim, type ClaimValue } from '../../src/claiming/claim-value.ts';
import { dispatchWorkflow } from '../../src/dispatch-workflow.ts';
import { reportOf } from '../../src/reporting/report.ts';
import { usual } from '../play.ts';
import { scriptedWorld, url, type Script, type ScriptedWorld } from '../world.ts';

export const variable = 'SLIPWAY_ONCE_FIRST_RUN';
export const thisRun = 'https://github.com/team/web/actions/runs/3/attempts/1';
export const otherRun = 'https://github.com/team/web/actions/runs/2/attempts/1';
export const claim: ClaimValue = {
  claim: '0123456789abcdef',
  kind: 'workflow',
  target: 'release.yml',
  ref: 'main',
  marking: 'none',
  by: otherRun,
  started: true,
  run: { id: 7, url },
};
export const pending: ClaimValue = { ...claim, started: false, run: undefined };

interface Played extends Report {
  readonly world: ScriptedWorld;
}

interface Scene extends Script {
  readonly claim?: Partial<ClaimValue>;
  readonly asked?: Partial<Asked>;
  /** What else happens. */
  readonly meanwhile?: (write: (value: ClaimValue) => void, clock: ManualClock) => void;
}

/** Plays the step in a repository where the key is there already. */
export async function play({ claim: change = {}, asked = {}, meanwhile, ...script }: Scene): Promise<Played> {
  const clock = manualClock();
  const world = scriptedWorld(clock, script);
  const createdAt = clock.now();
  const write = (value: ClaimValue): void =>
    void world.claims.stored.set(variable, { value: writeClaim(value), createdAt, now: createdAt });
  write({ ...claim, ...change });
  meanwhile?.(write, clock);
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const all = { ...usual, onlyOnce: 'first-run', ...asked };
  const report = reportOf(await clock.drive(dispatchWorkflow(all, place, world)));
  return { ...report, world };
}

/** @param endedAgo milliseconds. */
export const red = (endedAgo?: number, conclusion = 'failure'): Script => ({
  looks: [{ status: 'completed', conclusion, ...(endedAgo === undefined ? {} : { endedAgo }) }],
});
