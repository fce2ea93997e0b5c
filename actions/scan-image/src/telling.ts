/**
 * Tells a judged image beyond the step, in the files that were asked for. Nothing here changes a verdict: what can't be
 * written is a warning.
 */
import type { Annotation } from '@slipway/action-kit/annotation';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Inputs } from './inputs.ts';
import type { JudgedImage } from './judged-image.ts';
import type { Ports } from './ports.ts';
import { reportPieces } from './reporting/report-json.ts';
import { sarifOf } from './reporting/sarif/sarif-file.ts';
import { nothingWritten, type WrittenFiles } from './reporting/written-files.ts';

type Told = Partial<WrittenFiles>;
type TellingPorts = Pick<Ports, 'files'>;

export async function tell(
  judged: JudgedImage,
  { sarifFile, reportFile }: Pick<Inputs, 'sarifFile' | 'reportFile'>,
  ports: TellingPorts,
): Promise<WrittenFiles> {
  if (judged.dryRun) return nothingWritten;
  const told = [
    ...(reportFile === undefined ? [] : [await writeReport(judged, reportFile, ports)]),
    ...(sarifFile === undefined ? [] : [await writeSarif(judged, sarifFile, ports)]),
  ];
  return {
    reportFile: told.find((each) => each.reportFile !== undefined)?.reportFile,
    sarifFile: told.find((each) => each.sarifFile !== undefined)?.sarifFile,
    remarks: told.flatMap(({ remarks = [] }) => remarks),
    annotations: told.flatMap(({ annotations = [] }) => annotations),
  };
}

function writeReport(judged: JudgedImage, path: string, ports: TellingPorts): Promise<Told> {
  return unlessItFails('report-file', path, async () => {
    await write(path, reportPieces(judged), ports);
    return { reportFile: ports.files.resolve(path) };
  });
}

function writeSarif(judged: JudgedImage, path: string, ports: TellingPorts): Promise<Told> {
  return unlessItFails('sarif-file', path, async () => {
    const sarif = sarifOf(judged);
    if (sarif.kind === 'none') return { remarks: [sarif.remark] };
    await write(path, sarif.text, ports);
    return { sarifFile: ports.files.resolve(path), remarks: sarif.remarks };
  });
}

async function write(
  path: string,
  content: string | Iterable<string>,
  { files }: TellingPorts,
): Promise<void> {
  // That was so before anything was looked at; since then a link may have been put there.
  if (!(await files.isOwn(path)))
    throw new Error('it no longer leads into the workspace or the temporary folder of the runner');
  try {
    await files.write(path, content);
  } catch (error) {
    // Half a file would be read as a whole one.
    const isGone = await files.remove(path).then(
      () => true,
      () => false,
    );
    throw isGone ? error : new Error(`${wordsOf(error)}; what is there may be half of it`);
  }
}

async function unlessItFails(input: string, path: string, tellIt: () => Promise<Told>): Promise<Told> {
  try {
    return await tellIt();
  } catch (error) {
    return notWritten(input, path, wordsOf(error));
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function notWritten(input: string, path: string, why: string): Told {
  const annotation: Annotation = {
    level: 'warning',
    title: `scan-image: ${input} was not written`,
    message: `${path} could not be written: ${oneLine(why, 300)}. The verdict stands without it.`,
  };
  return { annotations: [annotation] };
}
