/** The use case: read what is asked, see what there is, compare, assess and judge. */
import { ecrHostOf } from '@slipway/action-kit/ecr-host';
import { readAsked, type Asked } from './asked.ts';
import { compare, type PartFindings } from './comparing/compare.ts';
import { comparisonOf } from './comparing/comparison.ts';
import type { Baseline } from './comparing/see-baseline.ts';
import { worstFirst } from './findings/order.ts';
import type { Inputs } from './inputs.ts';
import type { JudgedImage } from './judged-image.ts';
import { assess, withBreaches } from './judging/assess.ts';
import { isCounted } from './judging/assessed.ts';
import { dangersOf } from './judging/dangers.ts';
import { judge } from './judging/judge.ts';
import { listed } from './judging/listed.ts';
import { policyWarnings } from './judging/policy-warnings.ts';
import type { SeenPart } from './looking/see-parts.ts';
import { utcDay } from './policy/days.ts';
import type { Ports } from './ports.ts';
import { see, type Seen } from './see.ts';
import { standingsOf, suppressionOf } from './suppressing/suppress.ts';
import { untilFixedWarnings } from './suppressing/until-fixed.ts';
import { vexFor } from './suppressing/vex.ts';

/** @throws Failure for bad input; in mode gate also for what keeps it from a verdict. */
export async function scanImage(inputs: Inputs, region: string, ports: Ports): Promise<JudgedImage> {
  const asked = await readAsked(inputs, ports);
  return judged(await see(inputs, asked, ports), asked, inputs, region, ports);
}

async function judged(
  { image, scan, baseline }: Seen,
  asked: Asked,
  inputs: Inputs,
  region: string,
  ports: Ports,
): Promise<JudgedImage> {
  const { settings } = asked;
  const { policy } = settings;
  const now = ports.clock.now();
  const registry = image.registryId === '' ? '' : ecrHostOf(image.registryId, region);
  const standings =
    baseline.kind === 'seen' ? compare(scan.parts.map(findingsOf), baseline.parts) : undefined;
  const vex = vexFor(asked.vex, {
    registry,
    repository: inputs.repository,
    digest: image.digest,
    parts: image.parts,
  });
  const assessed = scan.parts.flatMap((part) =>
    part.kind === 'gap'
      ? []
      : part.findings.map((finding) =>
          assess(finding, {
            policy,
            standingOf: (each) => standings?.of(each),
            suppressionOf: (each) => suppressionOf(each, asked.ignores, vex, now),
          }),
        ),
  );
  const { mode } = inputs;
  const dangers = await dangersOf(assessed, { policy, mode, threatFiles: asked.threatFiles }, ports);
  const findings = assessed
    .map((finding) =>
      withBreaches({ ...finding, ...dangers.of(finding) }, policy, { now, isUntold: dangers.isUntold }),
    )
    .sort(worstFirst);
  const missing = image.gap === undefined ? [] : [image.gap];
  const unread = [...missing, ...scan.parts.flatMap((part) => (part.kind === 'gap' ? part.gap : []))];
  const gaps = [...unread, ...dangers.gaps];
  return {
    registry,
    region,
    repository: inputs.repository,
    digest: image.digest,
    tag: inputs.digest.kind === 'tag' ? inputs.digest.tag : undefined,
    serves: image.serves,
    mode,
    scanType: scan.scanType,
    parts: scan.parts.map(({ platform, digest, scannedAt }) => ({ platform, digest, scannedAt })),
    gaps,
    findings,
    listed: listed(findings),
    comparison: comparisonOf(baseline, standings, findings),
    ignores: standingsOf(asked.ignores, findings, now, unread.length === 0),
    policy,
    policySource: asked.policySource,
    judgement: judge({ findings, gaps, policy, mode }),
    warnings: [
      ...asked.warnings,
      ...untilFixedWarnings(asked.ignores, scan.scanType, now),
      ...vex.warnings,
      ...vex.doubtsAbout(findings.filter(isCounted)),
      ...dangers.warnings,
      ...policyWarnings(findings, policy, gaps.length === 0),
      ...noBaseline(baseline),
      ...oldScans(scan.parts),
      ...(baseline.kind === 'seen' ? baseline.warnings : []),
    ],
    dryRun: inputs.dryRun,
    judgedAt: now,
  };
}

const findingsOf = (part: SeenPart): PartFindings =>
  part.kind === 'gap' ? { platform: part.platform, reason: part.gap.reason } : part;

/** Most of all it is a name that is misspelt. */
const noBaseline = (baseline: Baseline): readonly string[] =>
  baseline.kind === 'absent'
    ? [`There is no baseline, so all findings count as new: ${baseline.reason}.`]
    : [];

/** A scan knows what was known on its day. */
function oldScans(parts: readonly SeenPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'gap' || part.old === undefined) return [];
    const { platform, scannedAt, old: why } = part;
    const which = platform === '' ? 'The scan' : `The scan of ${platform}`;
    return `${which} is of ${utcDay(scannedAt)} and may know nothing newer: ${why}.`;
  });
}
