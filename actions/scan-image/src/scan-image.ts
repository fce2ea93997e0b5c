/** The use case: find the image, await its scans and what they found, judge, and write the report file. */
import { Failure } from '@slipway/action-kit/failures';
import { awaitScans } from './await-scans.ts';
import { mergeFindings, type PlatformFindings } from './findings.ts';
import type { Inputs } from './inputs.ts';
import { judge, type PartGap, type Rules } from './judge.ts';
import { locateImage, type LocatedImage } from './locate-image.ts';
import type { Ports } from './ports.ts';
import { reportFile } from './report-file.ts';
import type { Scanned } from './scanned.ts';
import { defaultBudgets } from './severities.ts';

/** What was found out, before anything is judged. */
type Seen = Pick<Scanned, 'digest' | 'tag' | 'platforms' | 'findings' | 'gaps'>;

export interface ScanResult extends Scanned {
  /** Absolute path of the report file; undefined when none was written. */
  readonly reportPath: string | undefined;
}

/** @throws Failure for bad input; in mode gate also for what keeps it from a verdict. */
export async function scanImage(inputs: Inputs, ports: Ports): Promise<ScanResult> {
  const rules = rulesOf(inputs);
  const seen = await see(inputs, ports).catch((thrown: unknown) => unseen(thrown, inputs));
  const judgement = judge(seen.findings, seen.gaps, rules);
  const scanned = { ...seen, repository: inputs.repository, rules, judgement, dryRun: inputs.dryRun };
  return { ...scanned, reportPath: await write(scanned, inputs, ports) };
}

function rulesOf(inputs: Inputs): Rules {
  return {
    mode: inputs.mode,
    budgets: inputs.failOn ?? defaultBudgets,
    policies: {
      unscannable: inputs.onUnscannable,
      'timed-out': inputs.onTimedOut,
      'not-configured': inputs.onNotConfigured,
    },
  };
}

async function see({ repository, digest, timeout, dryRun }: Inputs, ports: Ports): Promise<Seen> {
  const image = await locateImage(repository, digest, ports);
  const ends = await awaitScans({ repository, parts: image.parts, timeout, mayStart: !dryRun }, ports);
  const found: PlatformFindings[] = [];
  const gaps: PartGap[] = [];
  for (const [index, { platform }] of image.parts.entries()) {
    const end = ends[index];
    if (end?.kind === 'read') found.push({ platform, found: end.found });
    else if (end !== undefined) gaps.push({ platform, gap: end.gap, reason: end.reason });
  }
  return {
    digest: image.digest,
    tag: image.tag,
    platforms: platformsOf(image),
    findings: mergeFindings(found),
    gaps: image.gap === undefined ? gaps : [image.gap],
  };
}

const platformsOf = ({ parts }: LocatedImage): readonly string[] =>
  parts.map(({ platform }) => platform).filter((platform) => platform !== '');

/** Mode report promises to fail for bad input only; what ECR does not tell is then a gap with its reason. */
function unseen(thrown: unknown, { mode, digest }: Inputs): Seen {
  const known = thrown instanceof Failure && (thrown.kind === 'setup' || thrown.kind === 'upstream');
  if (mode !== 'report' || !known || !digest.startsWith('sha256:')) throw thrown;
  const reason = thrown.message.replace(/\.$/, '');
  return {
    digest,
    tag: undefined,
    platforms: [],
    findings: [],
    gaps: [{ platform: '', gap: 'unscannable', reason }],
  };
}

async function write(scanned: Scanned, inputs: Inputs, { files }: Ports): Promise<string | undefined> {
  if (inputs.reportFile === undefined || inputs.dryRun) return undefined;
  const path = files.resolve(inputs.reportFile);
  await files.write(path, reportFile(scanned));
  return path;
}
