/**
 * One vulnerability, in one package, on one platform: what every rule of the gate is about. What several platforms
 * share is put together only where it is counted or shown.
 */
import type { Severity } from './severities.ts';

/** Texts are from outside, but without control characters, and but for the description on one line. */
export interface Finding {
  /** `CVE-2026-0001`. */
  readonly id: string;
  /** Other ids of the same vulnerability, such as the CVE of an advisory. */
  readonly related: readonly string[];
  readonly severity: Severity;
  /** Name of the vulnerable package. */
  readonly package: string;
  readonly version: string;
  /** `OS`, `NPM` and so on, as Inspector writes it; '' where the scanner does not say. */
  readonly packageManager: string;
  /** Of Linux, as Inspector writes it: `ALPINE_LINUX_3_18`; undefined where the scanner does not say. */
  readonly distribution: string | undefined;
  /** Of the file in the image that has the package; undefined for packages of the operating system. */
  readonly path: string | undefined;
  /** `linux/amd64`; '' for an image that is no index. */
  readonly platform: string;
  /** Whether an update repairs it; undefined where the scanner does not say. */
  readonly fix: 'yes' | 'partial' | 'no' | undefined;
  /** The version that repairs it, when it is known. */
  readonly fixedIn: string | undefined;
  /** Milliseconds since 1970: the earlier of its publication and its first sight in this image. */
  readonly knownSince: number | undefined;
  /** CVSS, or Inspector's own: 0 to 10. */
  readonly score: number | undefined;
  /** On CISA's list of known exploited vulnerabilities; undefined where nobody asked. */
  readonly knownExploited: boolean | undefined;
  /** Probability of exploitation within 30 days, 0 to 1; undefined where nobody asked or FIRST gives none. */
  readonly epss: number | undefined;
  /** Page about the vulnerability. */
  readonly link: string | undefined;
  /** In full: whoever shows it cuts it. */
  readonly description: string | undefined;
  /** Of the finding in Inspector. */
  readonly arn: string | undefined;
  /** By one of the account's own suppression rules. */
  readonly isSuppressedByInspector: boolean;
}
