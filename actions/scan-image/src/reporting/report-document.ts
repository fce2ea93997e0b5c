/**
 * The report of a scan as programs read it. These types are its documentation: report.schema.json is generated from
 * them and their comments. Within a version members are added, never renamed or removed.
 */

/** What was found in one image, what was made of each finding, and the verdict. Texts of findings come from outside. */
export interface ScanReport {
  /** The version of this format. */
  readonly version: 1;
  /** What was decided about the image. */
  readonly verdict: 'passed' | 'failed' | 'unscannable' | 'timed-out' | 'not-configured' | 'archived';
  /** Why, without a full stop. */
  readonly reason: string;
  /** Whether the image may be deployed. */
  readonly allowed: boolean;
  /** Whether the gate was on; in report everything is allowed. */
  readonly mode: 'gate' | 'report';
  /** Whether nothing was started for it. */
  readonly dryRun: boolean;
  /** When it was judged, RFC 3339 in UTC. */
  readonly judgedAt: string;
  /** The image. */
  readonly image: ImageReport;
  /** How ECR scans the repository. */
  readonly scanType: 'basic' | 'enhanced' | 'unknown';
  /** The scan of each platform, in the order of the index; empty when nothing could be looked at. */
  readonly parts: readonly PartReport[];
  /** What has no findings to read, with the reason. */
  readonly gaps: readonly GapReport[];
  /** How many findings there are, whatever is counted; one of several platforms is one. */
  readonly found: CountsReport;
  /** How many of them are counted: neither suppressed nor left out. */
  readonly counts: CountsReport;
  /** How many of them are suppressed. */
  readonly suppressed: number;
  /** The budgets that are exceeded, worst severity first. */
  readonly exceeded: readonly ExcessReport[];
  /** The policy as it was applied, from inputs and policy file. */
  readonly policy: PolicyReport;
  /** How the image compares with its baseline. */
  readonly comparison: ComparisonReport;
  /** Entries of the ignore file that somebody must look after. */
  readonly ignores: readonly IgnoreStandingReport[];
  /** What a person should know beside the verdict, a sentence each. */
  readonly warnings: readonly string[];
  /** All of them, each platform by itself, worst first. */
  readonly findings: readonly FindingReport[];
}

/** The image that was judged. */
export interface ImageReport {
  /** The host of its registry; empty where AWS did not say whose image it is. */
  readonly registry: string;
  /** The AWS region. */
  readonly region: string;
  /** The name of its repository. */
  readonly repository: string;
  /** The digest that was judged. */
  readonly digest: string;
  /** The tag that was resolved to it; null when none was given. */
  readonly tag: string | null;
  /** What served with it, such as web:41 of ecs:main/web; null unless a service was named. */
  readonly serves: string | null;
}

/** The scan of one platform. */
export interface PartReport {
  /** Such as linux/amd64; empty for an image that is no index. */
  readonly platform: string;
  /** The digest of its image. */
  readonly digest: string;
  /** When it was scanned, RFC 3339 in UTC; null without findings. */
  readonly scannedAt: string | null;
}

/** A platform without findings. */
export interface GapReport {
  /** Such as linux/amd64; empty for an image that is no index. */
  readonly platform: string;
  /** What is missing. */
  readonly gap: 'unscannable' | 'timed-out' | 'not-configured' | 'archived';
  /** Why, without a full stop. */
  readonly reason: string;
}

/** A number for each severity. */
export interface CountsReport {
  /** Of severity critical. */
  readonly critical: number;
  /** Of severity high. */
  readonly high: number;
  /** Of severity medium. */
  readonly medium: number;
  /** Of severity low. */
  readonly low: number;
  /** Of severity informational. */
  readonly informational: number;
  /** Of a severity that nobody has named yet. */
  readonly undefined: number;
}

/** A budget that is exceeded. */
export interface ExcessReport {
  /** Of what severity. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'informational' | 'undefined';
  /** How many are counted. */
  readonly count: number;
  /** How many the budget allows. */
  readonly allowed: number;
}

/** A number that belongs to a severity. */
export interface LimitReport {
  /** Of what severity. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'informational' | 'undefined';
  /** The number. */
  readonly limit: number;
}

/** What the gate asks of the image. */
export interface PolicyReport {
  /** How many counted findings are allowed; a severity that is not named has no limit. */
  readonly budgets: readonly LimitReport[];
  /** Whether only findings with a fix are counted. */
  readonly fixableOnly: boolean;
  /** Whether only findings that the baseline lacks are counted. */
  readonly newOnly: boolean;
  /** What known exploitation means. */
  readonly kev: 'off' | 'warn' | 'fail';
  /** Above which EPSS probability a finding fails; null without a threshold. */
  readonly epssAbove: number | null;
  /** For how many seconds a fixable finding may be known. */
  readonly maxAge: readonly LimitReport[];
  /** Only findings in these packages are counted, or not in those with a leading exclamation mark. */
  readonly packages: readonly string[];
  /** The same for paths in the image. */
  readonly paths: readonly string[];
  /** What it means that the image can not be scanned. */
  readonly onUnscannable: 'fail' | 'warn' | 'pass';
  /** What it means that a scan does not end in time. */
  readonly onTimedOut: 'fail' | 'warn' | 'pass';
  /** What it means that nothing scans the repository. */
  readonly onNotConfigured: 'fail' | 'warn' | 'pass';
}

/** The comparison with a baseline. */
export interface ComparisonReport {
  /** Whether there was one: none was asked for or the image could not be looked at, there was nothing to compare with, or it was compared. */
  readonly kind: 'none' | 'absent' | 'compared';
  /** Why there was nothing to compare with, without a full stop; null otherwise. */
  readonly reason: string | null;
  /** The digests of the baseline. */
  readonly digests: readonly string[];
  /** The service and revision that run it; null for a digest that was given. */
  readonly serves: string | null;
  /** How many vulnerabilities in packages the baseline lacks. */
  readonly introduced: number;
  /** How many it has as well. */
  readonly unchanged: number;
  /** What the baseline had and the image has no longer, worst first. */
  readonly fixed: readonly FixedReport[];
  /** Platforms of which the baseline says nothing. */
  readonly uncompared: readonly UncomparedReport[];
}

/** A finding of the baseline that is gone. */
export interface FixedReport {
  /** Of the vulnerability. */
  readonly id: string;
  /** How bad it is. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'informational' | 'undefined';
  /** The package that had it. */
  readonly package: string;
  /** Its version in the baseline. */
  readonly version: string;
  /** What manages the package, in the scanner's word; empty when it does not say. */
  readonly packageManager: string;
  /** Where in the baseline; empty for an image that is no index. */
  readonly platform: string;
}

/** A platform without a baseline. */
export interface UncomparedReport {
  /** Such as linux/amd64. */
  readonly platform: string;
  /** Why, without a full stop. */
  readonly reason: string;
}

/** An entry of the ignore file that somebody must look after. */
export interface IgnoreStandingReport {
  /** What is the matter: its day has passed, a fix exists, its day is near, or nothing fits it. */
  readonly standing: 'expired' | 'fixable' | 'expiring' | 'stale';
  /** The entry. */
  readonly ignore: IgnoreReport;
}

/** An entry of the ignore file. */
export interface IgnoreReport {
  /** Of the vulnerability. */
  readonly id: string;
  /** Why it is ignored. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day on which it hides anything, in UTC. */
  readonly expires: string;
  /** In which package only; null for every package. */
  readonly package: string | null;
  /** In which path only; null for every path. */
  readonly path: string | null;
  /** Whether it ends once a fix exists. */
  readonly untilFixed: boolean;
  /** Where it stands. */
  readonly place: PlaceReport;
}

/** A line of a file. */
export interface PlaceReport {
  /** The file. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
}

/** What keeps a finding from being counted. */
export interface SuppressionReport {
  /** An entry of the ignore file, or a statement of a VEX document. */
  readonly kind: 'ignore' | 'vex';
  /** The entry; null for another kind. */
  readonly ignore: IgnoreReport | null;
  /** The statement; null for another kind. */
  readonly vex: VexReport | null;
}

/** A statement of a VEX document. */
export interface VexReport {
  /** What it says. */
  readonly status: 'not_affected' | 'fixed';
  /** Its justification, in OpenVEX's word; null when it has none. */
  readonly justification: string | null;
  /** What its author wrote beside it; null when there is nothing. */
  readonly statement: string | null;
  /** Who says so. */
  readonly author: string;
  /** Where it stands. */
  readonly place: PlaceReport;
}

/** One vulnerability, in one package, on one platform. */
export interface FindingReport {
  /** Of the vulnerability. */
  readonly id: string;
  /** Other ids of the same vulnerability, such as the CVE of an advisory: KEV and EPSS are looked up by all of them. */
  readonly related: readonly string[];
  /** How bad it is. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'informational' | 'undefined';
  /** The vulnerable package. */
  readonly package: string;
  /** Its version. */
  readonly version: string;
  /** What manages the package, in the scanner's word; empty when it does not say. */
  readonly packageManager: string;
  /** The file in the image that has the package; null for packages of the operating system. */
  readonly path: string | null;
  /** Such as linux/amd64; empty for an image that is no index. */
  readonly platform: string;
  /** Whether an update repairs it; null when the scanner does not say. */
  readonly fix: 'yes' | 'partial' | 'no' | null;
  /** The version that repairs it; null when it is not known. */
  readonly fixedIn: string | null;
  /** Since when it is known, RFC 3339 in UTC; null when the scanner does not say. */
  readonly knownSince: string | null;
  /** CVSS or Inspector's own score, 0 to 10; null when there is none. */
  readonly score: number | null;
  /** Whether it is known to be exploited; null when nobody asked, or Inspector does not tell (`danger-unknown`). */
  readonly knownExploited: boolean | null;
  /** The probability that it is exploited within 30 days, 0 to 1; null when it is not known. */
  readonly epss: number | null;
  /** A page about it; null when there is none. */
  readonly link: string | null;
  /** What it is, in full; null when the scanner does not say. */
  readonly description: string | null;
  /** ARN of the finding in Inspector; null when there is none. */
  readonly arn: string | null;
  /** Whether a suppression rule of Inspector hides it there; here that has no effect. */
  readonly suppressedInInspector: boolean;
  /** Against the baseline; null where there is none for this platform. */
  readonly standing: 'introduced' | 'unchanged' | null;
  /** Whether it is counted. */
  readonly counted: boolean;
  /** What it breaks by itself, whatever the budgets say; danger-unknown: Inspector does not tell how dangerous it is. */
  readonly breaches: readonly ('known-exploited' | 'epss' | 'age' | 'danger-unknown')[];
  /** Why it is not counted though nothing suppresses it; null otherwise. */
  readonly leftOut: 'no-fix' | 'not-new' | 'package' | 'path' | null;
  /** What suppresses it; null when nothing does. */
  readonly suppression: SuppressionReport | null;
}
