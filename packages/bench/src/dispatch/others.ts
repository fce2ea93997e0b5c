/** Others of the same repository who start the same workflow right after the step did, before time goes on. */
import type { LocalGithub } from '@slipway/local-github/local-github';
import { bystander } from '@slipway/test-kit/lockstep/door';
import type { Lockstep } from '@slipway/test-kit/lockstep/lockstep';

/** Their token is a job's, too, so that nothing tells their runs from the step's own. */
export function startedByOthers(
  count: number,
  { faults, runs, url, tokens }: LocalGithub,
  lockstep: Lockstep,
): void {
  const start = async (): Promise<void> => {
    for (let left = count; left > 0; left -= 1) {
      const path = '/repos/harbour/example-app/actions/workflows/release.yml/dispatches';
      const headers = { authorization: `Bearer ${tokens.job}`, [bystander]: 'true' };
      const body = JSON.stringify({ ref: 'main', inputs: { version: '1' } });
      const { status } = await fetch(`${url}${path}`, { method: 'POST', headers, body });
      if (status !== 204) throw new Error(`A dispatch of somebody else was answered with ${String(status)}.`);
    }
  };
  faults.push({
    operation: 'actions/create-workflow-dispatch',
    when: 'after',
    // An older server refuses first what it does not know.
    act: () => {
      if (runs.length === 1) void lockstep.hold(start());
    },
    times: Infinity,
  });
}
