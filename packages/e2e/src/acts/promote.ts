/** Act 5: what serves in staging goes to production by its digest, and nothing is built again. */
import { recordsOf, running, served } from '../looking.ts';
import { tellJobs, unexpectedJobs, unexpectedRecords, unless, type Act } from '../stage.ts';

export const promote: Act = {
  name: 'promote',
  title: '5  Promoted to production, by its digest',
  tell: async ({ mission, narrator }) => {
    const run = await mission.local.dispatch('promote.yml', { 'desired-count': '1' });
    tellJobs(narrator, run);
    const serves = await served(mission, 'production');
    const [from, to] = [running(mission, 'staging'), running(mission, 'production')];
    const surprises = [
      ...unexpectedJobs(run, {
        'promote/source': 'success',
        'promote/copy': 'success',
        'promote/deploy/gate': 'success',
        'promote/deploy/deploy': 'success',
      }),
      ...unexpectedRecords(recordsOf(mission, [run]), 'production: success'),
      ...unless(serves === '4', `version 4 was to serve in production, and ${serves ?? 'nothing'} does`),
      ...unless(
        from !== undefined && from.digest !== '' && from.digest === to?.digest,
        `staging runs ${from?.digest ?? 'nothing'}, production ${to?.digest ?? 'nothing'}`,
      ),
    ];
    if (surprises.length === 0) {
      narrator.good(`Version 4 serves in production as ${to?.revision ?? ''}: the very bytes of staging,`);
      narrator.good(`${to?.digest ?? ''}.`);
    }
    return surprises;
  },
};
