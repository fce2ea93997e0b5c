/** The use case: read what is to be deployed, check that it may be, hand it to the engine, keep what it told. */
import { asFailure } from '@slipway/action-kit/failures';
import { keepSteps } from '@slipway/rollout/resuming/saved-steps';
import { keepRevisions } from '@slipway/rollout/ending/keeping-revisions';
import { runRollout, type Run } from '@slipway/rollout/run-rollout';
import { sameDocument } from './same-document.ts';
import type { Inputs } from './inputs.ts';
import { keptOf } from './kept.ts';
import type { DeployPorts } from './ports.ts';
import type { DeployReport } from './report-document.ts';
import { reportJson, type Remarks } from './report-file.ts';
import { settingsOf } from './settings.ts';
import { startOf } from './starting.ts';

export interface Result {
  readonly run: Run;
  readonly region: string;
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
  /** The path of the report that was written. */
  readonly reportFile: string | undefined;
}

/** @throws Failure before anything was changed: inputs, an unreadable document, images that were not approved. */
export async function deployService(inputs: Inputs, region: string, ports: DeployPorts): Promise<Result> {
  const { request, notices } = settingsOf(inputs);
  const { start, doubts, ...approved } = await startOf(inputs, request, ports);
  const world = { ...ports.world, sameDocument };
  const run = await runRollout(
    start,
    world,
    keepSteps((phase) => ports.keep(keptOf(phase))),
  );
  const kept = await keepRevisions(run.end, world);
  if (kept.line !== undefined) world.log.info(kept.line);
  const remarks: Remarks = {
    notices: [...notices, ...run.end.notices, ...approved.notices],
    warnings: [...doubts, ...run.end.warnings, ...(kept.warning === undefined ? [] : [kept.warning])],
  };
  const written = await writeReport(reportJson(run, remarks), inputs.reportFile, ports);
  return {
    run,
    region,
    notices: remarks.notices,
    warnings: [...remarks.warnings, ...written.warnings],
    reportFile: written.path,
  };
}

/** A report that can't be written changes nothing about what happened. */
async function writeReport(
  report: DeployReport,
  file: string | undefined,
  { files }: DeployPorts,
): Promise<{ readonly path: string | undefined; readonly warnings: readonly string[] }> {
  if (file === undefined) return { path: undefined, warnings: [] };
  const path = files.resolve(file);
  try {
    await files.write(path, `${JSON.stringify(report, null, 2)}\n`);
    return { path, warnings: [] };
  } catch (thrown) {
    const { why, what } = asFailure(thrown);
    return { path: undefined, warnings: [`The report could not be written to ${path}: ${why ?? what}.`] };
  }
}
