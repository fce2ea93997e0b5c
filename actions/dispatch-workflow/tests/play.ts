/** The whole use case played on a scripted GitHub, and its report. */
import type { Report } from '@slipway/action-kit/report';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Asked } from '../src/asking/asked.ts';
import { dispatchWorkflow } from '../src/dispatch-workflow.ts';
import { reportOf } from '../src/reporting/report.ts';
import { scriptedWorld, type Script, type ScriptedWorld } from './world.ts';

export const usual: Asked = {
  workflow: 'release.yml',
  eventType: undefined,
  ref: undefined,
  inputs: 'version=1',
  clientPayload: undefined,
  wait: true,
  timeout: 1_800_000,
  cancelOnTimeout: false,
  cancelOnCancel: false,
  markerInput: 'correlation-id',
  onlyOnce: undefined,
  when: 'yes',
  dryRun: false,
};

export interface Played extends Report {
  readonly world: ScriptedWorld;
}

export async function play(script: Script, change: Partial<Asked> = {}): Promise<Played> {
  const clock = manualClock();
  const world = scriptedWorld(clock, script);
  const place = { repository: 'team/web', ref: 'refs/heads/main' };
  const report = reportOf(await clock.drive(dispatchWorkflow({ ...usual, ...change }, place, world)));
  return { ...report, world };
}
