/** The order in which findings are told: worst first, and the same whatever the order in which they were read. */
import type { Finding } from './finding.ts';
import { severities } from './severities.ts';

export function worstFirst(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    inOrder(a.package, b.package) ||
    inOrder(a.id, b.id) ||
    inOrder(a.version, b.version) ||
    inOrder(a.path ?? '', b.path ?? '') ||
    inOrder(a.platform, b.platform) ||
    // The same thing told twice, and differently.
    inOrder(JSON.stringify(a), JSON.stringify(b))
  );
}

/** By their UTF-16 units: the same on every machine, whatever its language. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
