/**
 * The committed bundle loses its machine at each of its calls, and its job is run again: the workflow was started once, and
 * the second run says which one it was.
 */
import { describe, expect, test } from '@jest/globals';
import type { ServerAge } from '@slipway/local-github/workflows/world';
import { killAndRunAgain } from './killed-dispatch.ts';

/** More than any of them makes. */
const mostCalls = 40;

/** The older one is asked again and again which run it was: there, only what was carried out is worth a kill. */
describe.each<[string, ServerAge, readonly ('before' | 'after')[]]>([
  ['marked.yml', 'current', ['before', 'after']],
  ['release.yml', 'current', ['before', 'after']],
  ['marked.yml', 'older', ['after']],
  ['release.yml', 'older', ['after']],
])('%s on a server that is %s', (workflow, age, whens) => {
  test.each(whens)(
    'killed %s each call',
    async (when) => {
      let kills = 0;
      for (let call = 0; call < mostCalls; call += 1) {
        const { wasKilled, second, runs, variables } = await killAndRunAgain(workflow, age, call, when);
        expect([call, runs.length]).toEqual([call, 1]);
        expect([call, second.exitCode, second.outputs['run-id']]).toEqual([call, 0, runs[0]]);
        expect(variables).toEqual(['SLIPWAY_ONCE_FIRST_RUN']);
        if (!wasKilled) break;
        kills += 1;
      }
      expect(kills).toBeGreaterThanOrEqual(4);
      expect(kills).toBeLessThan(mostCalls);
    },
    120_000,
  );
});
