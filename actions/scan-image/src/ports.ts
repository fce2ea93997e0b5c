/** What scan-image needs of the world: what ECR knows of images, and its scans. */
import type { Clock, Files, Random } from '@slipway/action-kit/ports';

export interface Images {
  /** @param reference a digest or a tag. Undefined when there is no such image. */
  find(repository: string, reference: string): Promise<FoundImage | undefined>;
  /** The images of an index, without those that only attest to another one. */
  platforms(repository: string, digest: string): Promise<readonly PlatformImage[]>;
}

export interface FoundImage {
  readonly digest: string;
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
  start(repository: string, digest: string): Promise<ScanStart>;
}

export type ScanLook =
  | { readonly kind: 'never-scanned' }
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
  readonly found: readonly FoundVulnerability[];
}

/** `coming`: ECR made or makes one within a day. `enhanced`: Inspector scans here, and by itself. */
export type ScanStart = 'started' | 'coming' | 'enhanced' | 'denied' | 'unsupported' | 'archived';

/** A vulnerability in a package. Every text comes from outside. */
export interface FoundVulnerability {
  readonly id: string;
  /** As the scanner writes it. */
  readonly severity: string;
  readonly package: string;
  readonly version: string;
  readonly fixedIn: string | undefined;
  readonly link: string | undefined;
  readonly description: string | undefined;
}

export interface Ports {
  readonly images: Images;
  readonly scans: Scans;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Pick<Files, 'write' | 'resolve'>;
  readonly cancelled: AbortSignal;
}
