/** What scan-image needs of the world: what ECR knows of images, and its scans. */
import type { Failure } from '@slipway/action-kit/failures';
import type { Clock, Files, Log, Random } from '@slipway/action-kit/ports';

export interface Images {
  /** @param reference a digest or a tag. Undefined when there is no such image. */
  find(repository: string, reference: string): Promise<FoundImage | undefined>;
  /** The images of an index, without what can't run; each has a platform's name of its own. */
  platforms(repository: string, digest: string): Promise<readonly PlatformImage[]>;
}

export interface FoundImage {
  readonly digest: string;
  /** Account of the registry, twelve digits. */
  readonly registryId: string;
  readonly mediaType: string;
  /** Only an active image can be pulled and scanned. */
  readonly storage: 'active' | 'archived' | 'restoring';
}

export interface PlatformImage {
  /** `linux/amd64`. */
  readonly platform: string;
  readonly digest: string;
}

export interface Scans {
  look(repository: string, digest: string): Promise<ScanLook>;
  start(repository: string, digest: string): Promise<ScanStart | UnansweredStart>;
}

export type ScanLook =
  | { readonly kind: 'never-scanned' }
  /** ECR's scanning does not know the image: for a moment after a push, or it is not there. */
  | { readonly kind: 'not-shown' }
  | {
      readonly kind: 'status';
      readonly status: string;
      readonly description: string | undefined;
      /** Said by the same answer as the status, whatever the number of its pages; undefined when it gives none. */
      readonly findings: ScanFindings | undefined;
    };

export interface ScanFindings {
  readonly completedAt: Date | undefined;
  /** How many ECR counts, over all severities; undefined when it gives no counts. */
  readonly counted: number | undefined;
  /** How many came with the answer; one of them may be about several packages, and is several of `found`. */
  readonly listed: number;
  /** Whose findings were listed; a clean image has none, whoever scanned it. */
  readonly shape: 'basic' | 'enhanced' | 'none';
  /** Without those that Inspector has closed: they are true no longer. */
  readonly found: readonly FoundVulnerability[];
}

/** `coming`: ECR made or makes one within a day. `enhanced`: Inspector scans here, and takes no orders. */
export type ScanStart = 'started' | 'coming' | 'enhanced' | 'denied' | 'unsupported' | 'archived';

/** ECR was throttled or did not answer: whether a scan comes of it is not known, and it may be asked for again. */
export interface UnansweredStart {
  readonly kind: 'unanswered';
  readonly failure: Failure;
}

/** A vulnerability in a package. Every text comes from outside. */
export interface FoundVulnerability {
  readonly id: string;
  /** Other ids of the same vulnerability, such as the CVE of an advisory. */
  readonly related: readonly string[];
  /** As the scanner writes it. */
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
  /** The version that repairs it. */
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

/** How ECR's registry is set up to scan a repository. */
export interface ScanSettings {
  /** @throws Failure `repository-not-found`. */
  of(repository: string): Promise<RepositoryScanning>;
}

export type RepositoryScanning =
  | { readonly kind: 'basic'; readonly onPush: boolean }
  /** Inspector; it looks at those repositories only that the registry's filters name. */
  | { readonly kind: 'enhanced'; readonly scans: 'continuously' | 'on-push' | 'never' }
  /** It may not be asked here, or not in full. */
  | {
      readonly kind: 'unknown';
      /** Without a full stop. */
      readonly reason: string;
      /** Who scans this registry, where that much is known. */
      readonly scanType: 'basic' | 'enhanced' | undefined;
    };

/** What Inspector knows of the danger of a finding, beyond ECR's answer. */
export interface ThreatReports {
  /**
   * By the ARN of the finding, in any number; one that Inspector says it has no details of is left out, and its danger
   * is unknown.
   * @throws Failure when Inspector does not tell of one for any other reason.
   */
  read(arns: readonly string[]): Promise<ReadonlyMap<string, ThreatReport>>;
}

export interface ThreatReport {
  /** On CISA's list of known exploited vulnerabilities. */
  readonly knownExploited: boolean;
  /** 0 to 1; undefined where Inspector gives none. */
  readonly epss: number | undefined;
}

/** The images that an ECS service serves with. */
export interface RunningImages {
  read(cluster: string, service: string): Promise<ServingImages>;
}

export type ServingImages =
  | {
      readonly kind: 'serving';
      /** `web:41`. */
      readonly revision: string;
      readonly images: readonly ServingImage[];
    }
  /** There is no service, or it never served: why, without a full stop. */
  | { readonly kind: 'nothing'; readonly reason: string };

export interface ServingImage {
  readonly container: string;
  /** As the task definition names it. */
  readonly image: string;
  /** What ECS resolved it to; undefined where it does not say. */
  readonly digest: string | undefined;
}

export interface Ports {
  readonly images: Images;
  readonly scanSettings: ScanSettings;
  readonly scans: Scans;
  readonly threats: ThreatReports;
  readonly running: RunningImages;
  /** What the clock of AWS shows when the runner's shows `moment`: ECR dates its scans by that one. */
  readonly awsTime: (moment: number) => number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, 'info'>;
  readonly files: Pick<Files, 'read' | 'write' | 'remove' | 'resolve' | 'isOwn' | 'checkWritable'>;
  readonly cancelled: AbortSignal;
}
