/** What is said of the image of one platform: which it is, and when and by whom it was scanned. */

export type ScanType = 'basic' | 'enhanced' | 'unknown';

/** The image of one platform, and how its scan ended. */
export interface ScannedPart {
  /** `linux/amd64`; '' for an image that is no index. */
  readonly platform: string;
  readonly digest: string;
  /** Milliseconds since 1970; undefined without findings. */
  readonly scannedAt: number | undefined;
}
