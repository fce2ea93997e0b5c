/** Who scans a repository. */
import type { RepositoryScanning, ScanFindings } from '../ports.ts';
import type { ScanType } from './scanned-part.ts';

/** Of enhanced scanning. */
export const namedByNoRule = 'enhanced scanning is on, but no rule of the registry names this repository';

/** The registry says it; the shape of its answers tells only where the registry may not be asked. */
export function scannerOf(scanning: RepositoryScanning, shape: ScanFindings['shape']): ScanType {
  if (scanning.kind !== 'unknown') return scanning.kind;
  return scanning.scanType ?? (shape === 'none' ? 'unknown' : shape);
}
