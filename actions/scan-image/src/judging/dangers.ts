/**
 * Joins findings with what is known of the danger: CISA's list of exploited vulnerabilities, and FIRST's EPSS; from
 * files where they are given, else from Inspector. The danger is the vulnerability's, so one finding of each is asked.
 */
import { cancelledFailure, Failure } from '@slipway/action-kit/failures';
import type { Finding } from '../findings/finding.ts';
import type { EpssFile } from '../policy/epss-file.ts';
import type { KevFile } from '../policy/kev-file.ts';
import type { Policy } from '../policy/policy.ts';
import type { Ports, ThreatReport } from '../ports.ts';
import { isOfAws, sayingWhy } from '../unless-report.ts';
import { isCounted, type AssessedFinding } from './assessed.ts';
import { distinct } from './count.ts';
import type { PartGap } from './judgement.ts';

/** Where each is read; undefined: asked of Inspector. */
export interface ThreatFiles {
  readonly kev: KevFile | undefined;
  readonly epss: EpssFile | undefined;
}

export interface AskedDangers {
  readonly policy: Pick<Policy, 'kev' | 'epssAbove'>;
  readonly mode: 'gate' | 'report';
  readonly threatFiles: ThreatFiles;
}

type Danger = Pick<Finding, 'knownExploited' | 'epss'>;
type AskingPorts = Pick<Ports, 'threats' | 'clock' | 'cancelled'>;
type Reports = ReadonlyMap<string, ThreatReport>;

export interface Dangers {
  readonly of: (finding: Finding) => Danger;
  /** Whether Inspector does not tell, though the policy fails for what is dangerous. */
  readonly isUntold: (finding: Finding) => boolean;
  /** In mode report: why nothing could be asked. */
  readonly gaps: readonly PartGap[];
  readonly warnings: readonly string[];
}

/** Inspector learns of a finding some seconds before it knows details of it. */
const rounds = 3;
const pause = 5000;

/**
 * Asks only about what counts: nothing else can fail by its danger, and each question is a call.
 * @throws Failure where Inspector can't be asked and the policy fails for what is dangerous, but for mode report.
 */
export async function dangersOf(
  assessed: readonly AssessedFinding[],
  asked: AskedDangers,
  ports: AskingPorts,
): Promise<Dangers> {
  const counted = assessed.filter(isCounted);
  if (!asksInspector(asked)) return told(counted, asked, new Map());
  const reports = await reportsOf(counted, ports).catch(asFailureOfAws);
  if (!(reports instanceof Failure)) return told(counted, asked, reports);
  const withFiles = { ...told(counted, asked, new Map()), isUntold: () => false };
  if (!failsByInspector(asked)) return { ...withFiles, warnings: [notAsked(reports)] };
  if (asked.mode === 'gate') throw reports;
  const reason = `how dangerous the findings are is not known: ${sayingWhy(reports)}`;
  return { ...withFiles, gaps: [{ platform: '', gap: 'unscannable', reason, hint: reports.hint }] };
}

const asksInspector = ({ policy: { kev, epssAbove }, threatFiles: files }: AskedDangers): boolean =>
  (kev !== 'off' && files.kev === undefined) || (epssAbove !== undefined && files.epss === undefined);

/** `kev: warn` can do without an answer. */
const failsByInspector = ({ policy: { kev, epssAbove }, threatFiles: files }: AskedDangers): boolean =>
  (kev === 'fail' && files.kev === undefined) || (epssAbove !== undefined && files.epss === undefined);

function asFailureOfAws(thrown: unknown): Failure {
  if (!isOfAws(thrown)) throw thrown;
  return thrown;
}

const notAsked = (failure: Failure): string =>
  `How dangerous the findings are is not known: ${failure.message}`;

function told(counted: readonly AssessedFinding[], asked: AskedDangers, reports: Reports): Dangers {
  const { policy, threatFiles: files } = asked;
  const of = ({ id, related }: Finding): Danger => {
    const ids = [id, ...related];
    const report = reports.get(id);
    const exploited = files.kev === undefined ? report?.knownExploited : isExploited(ids, files.kev);
    const epss = files.epss === undefined ? report?.epss : highest(ids, files.epss);
    return {
      knownExploited: policy.kev === 'off' ? undefined : exploited,
      epss: policy.epssAbove === undefined ? undefined : epss,
    };
  };
  const isUntold = ({ id }: Finding): boolean => failsByInspector(asked) && !reports.has(id);
  const warnings = [...untoldWarning(counted, asked, reports), ...unscoredWarning(counted, asked, of)];
  return { of, isUntold, gaps: [], warnings };
}

/** Where it does not fail, it is said. */
function untoldWarning(
  counted: readonly AssessedFinding[],
  asked: AskedDangers,
  reports: Reports,
): readonly string[] {
  if (!asksInspector(asked) || failsByInspector(asked)) return [];
  const untold = distinct(counted.filter(({ id }) => !reports.has(id)));
  return untold === 0
    ? []
    : [
        `Inspector has no details of ${String(untold)} of the findings that count: they may be exploited all the same.`,
      ];
}

/** FIRST scores every CVE: a list that lacks most of them is a part of one, or an old one. */
function unscoredWarning(
  counted: readonly AssessedFinding[],
  { policy, threatFiles }: AskedDangers,
  of: Dangers['of'],
): readonly string[] {
  if (policy.epssAbove === undefined || threatFiles.epss === undefined) return [];
  const unscored = distinct(counted.filter((finding) => of(finding).epss === undefined));
  const all = distinct(counted);
  return unscored * 2 <= all
    ? []
    : [`${String(unscored)} of ${String(all)} findings that count have no score in the EPSS file.`];
}

/** The lists know CVEs only; the id of an advisory is looked up by those that it is about. */
const isExploited = (ids: readonly string[], { exploited }: KevFile): boolean =>
  ids.some((id) => exploited.has(id));

function highest(ids: readonly string[], { scores }: EpssFile): number | undefined {
  const known = ids.flatMap((id) => scores.get(id) ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** By the id of the vulnerability. */
async function reportsOf(
  counted: readonly Finding[],
  { threats, clock, cancelled }: AskingPorts,
): Promise<Reports> {
  const arns = new Map<string, string>();
  for (const { id, arn } of counted) {
    // The same one, in whatever order they were read.
    if (arn !== undefined && arn < (arns.get(id) ?? '~')) arns.set(id, arn);
  }
  const reports = new Map<string, ThreatReport>();
  for (let round = 1; arns.size > 0; round += 1) {
    const answer = await threats.read([...arns.values()]);
    for (const [id, arn] of arns) {
      const report = answer.get(arn);
      if (report === undefined) continue;
      reports.set(id, report);
      arns.delete(id);
    }
    if (arns.size === 0 || round === rounds) break;
    await clock.sleep(pause, cancelled);
    if (cancelled.aborted) throw cancelledFailure('asking Inspector about the findings');
  }
  return reports;
}
