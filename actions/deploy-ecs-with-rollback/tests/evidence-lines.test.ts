/** The evidence in the log: what the summary holds, as lines that can be read where the deployment was followed. */
import { expect, test } from '@jest/globals';
import type { Evidence } from '@slipway/rollout/evidence';
import { evidenceLines } from '../src/evidence-lines.ts';
import { deploy, dying } from './world.ts';

async function linesOf(evidence?: Partial<Evidence>): Promise<readonly string[]> {
  const { end } = (await deploy({ ecs: dying })).result.run;
  if (end.evidence === undefined) throw new Error('there is no evidence');
  return evidenceLines({ ...end, evidence: { ...end.evidence, ...evidence } });
}

test('a revision whose tasks died: grouped deaths, then the last lines of the one that is told', async () => {
  expect(await linesOf()).toEqual([
    'Stopped tasks:',
    '  2 tasks: container web exited with code 1',
    'The last lines of container web in task 0010:',
    '  starting',
    '  Error: no database',
  ]);
});

test('targets, breaker, alarms and events, with their reasons', async () => {
  const target = {
    host: '10.0.0.7',
    port: 8080,
    state: 'unhealthy',
    reason: 'Target.Timeout',
    description: undefined,
  };
  const absent = { kind: 'absent', why: 'none' } as const;
  const evidence: Evidence = {
    deaths: absent,
    log: absent,
    targets: { kind: 'found', value: [target] },
    breaker: { status: 'TRIGGERED', failures: 3, threshold: 3 },
    alarms: {
      kind: 'found',
      value: [
        { name: 'web-5xx', state: 'ALARM', reason: '3 of 3 > 1' },
        { name: 'web-slow', state: 'OK', reason: undefined },
      ],
    },
    events: { kind: 'found', value: [{ id: '1', at: 61_000, message: '(service web) is throttled.\n::x' }] },
  };
  expect(await linesOf(evidence)).toEqual([
    'Load balancer:',
    '  10.0.0.7:8080 unhealthy Target.Timeout',
    'Circuit breaker: TRIGGERED, 3 of 3 failures.',
    'Alarms:',
    '  web-5xx ALARM 3 of 3 > 1',
    '  web-slow OK',
    'Events of the service:',
    '  00:01:01 UTC (service web) is throttled. ::x',
  ]);
});

test('what is not there takes no line', async () => {
  const absent = { kind: 'absent', why: 'none' } as const;
  expect(await linesOf({ deaths: absent, log: absent, alarms: absent, events: absent })).toEqual([]);
});
