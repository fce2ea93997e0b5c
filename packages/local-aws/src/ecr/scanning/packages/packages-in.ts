/** What a scanner finds installed in an image, by the records of three package managers in its layers. */
import type { Descriptor } from '@slipway/oci/manifest';
import type { BlobStore } from '../../blob-store.ts';
import { filesIn } from './layer-files.ts';
import type { FoundPackage, LayerPackage } from './layer-package.ts';
import { isPackageJson, nodePackages } from './node-modules.ts';
import { apkPackages, dpkgPackages } from './operating-system.ts';

interface Reader {
  readonly reads: (path: string) => boolean;
  readonly read: (text: string, path: string) => readonly FoundPackage[];
}

const readers: readonly Reader[] = [
  { reads: (path) => /^(?:usr\/)?lib\/apk\/db\/installed$/.test(path), read: apkPackages },
  // Images without a package manager have one file for each package.
  { reads: (path) => /^var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/.test(path), read: dpkgPackages },
  { reads: isPackageJson, read: nodePackages },
];

const readerOf = (path: string): Reader | undefined => readers.find(({ reads }) => reads(path));

export async function packagesIn(
  layers: readonly Descriptor[],
  blobs: Pick<BlobStore, 'open'>,
): Promise<readonly LayerPackage[]> {
  const files = await filesIn(layers, blobs, (path) => readerOf(path) !== undefined);
  return [...files].flatMap(([path, { text, layer }]) =>
    (readerOf(path)?.read(text, path) ?? []).map((found) => ({ ...found, layer })),
  );
}
