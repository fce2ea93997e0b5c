/** Packages of npm, each from its own package.json below a node_modules. */
import { parseObject } from '@slipway/oci/manifest';
import type { FoundPackage } from './layer-package.ts';

/** A package's own, not one that lies deeper inside it. */
export const isPackageJson = (path: string): boolean =>
  /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/package\.json$/.test(path);

/** None where it is no package.json of a package. */
export function nodePackages(text: string, path: string): readonly FoundPackage[] {
  try {
    const { name, version } = parseObject(Buffer.from(text));
    if (typeof name !== 'string' || typeof version !== 'string') return [];
    return [{ name, version, packageManager: 'NODEPKG', path }];
  } catch {
    return [];
  }
}
