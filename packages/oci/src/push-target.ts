/** Where an image is pushed to, and what that needs of a registry. */
import type { Registry } from './registry.ts';

export type PushRegistry = Pick<
  Registry,
  | 'host'
  | 'findManifest'
  | 'readManifest'
  | 'listReferrers'
  | 'hasBlob'
  | 'uploadBlob'
  | 'putManifest'
  | 'putTag'
  | 'confirm'
>;

export interface PushTarget {
  readonly registry: PushRegistry;
  readonly repository: string;
}
