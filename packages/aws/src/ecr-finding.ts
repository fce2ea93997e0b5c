/** A finding of a scan, whichever scanner of ECR it comes from. */

/** One vulnerability in one package. Texts come from outside. */
export interface ScanFinding {
  readonly id: string;
  /** Other ids of the same vulnerability, such as the CVE of an advisory; only enhanced scanning tells them. */
  readonly related: readonly string[];
  /** As ECR or Inspector write it: Inspector has UNTRIAGED, and may come to have others. */
  readonly severity: string;
  readonly package: string;
  /** As the package manager writes it: `1:2.3-4`. */
  readonly version: string;
  /** `OS`, `NODEPKG` and so on, as Inspector writes it; '' in basic scanning. */
  readonly packageManager: string;
  /** Of Linux, as Inspector writes it: `ALPINE_LINUX_3_18`; undefined where the scanner does not say. */
  readonly distribution: string | undefined;
  /** Of the file in the image that has the package. */
  readonly path: string | undefined;
  /** Whether an update repairs this package; undefined in basic scanning, and where Inspector does not say. */
  readonly fix: 'yes' | 'partial' | 'no' | undefined;
  /** The version that repairs it; only enhanced scanning knows. */
  readonly fixedIn: string | undefined;
  /** In this image; milliseconds since 1970. */
  readonly firstObservedAt: number | undefined;
  /** When whoever maintains the package told of it; milliseconds since 1970. */
  readonly publishedAt: number | undefined;
  /** Inspector's own, or CVSS: 0 to 10. */
  readonly score: number | undefined;
  /** Of the finding in Inspector. */
  readonly arn: string | undefined;
  /** `suppressed` by a rule in Inspector. */
  readonly state: 'active' | 'suppressed';
  readonly link: string | undefined;
  readonly description: string | undefined;
}
