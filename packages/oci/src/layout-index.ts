/** index.json of a layout: which images it lists, and which of them is meant. */
import { layoutAmbiguous, layoutEmpty, layoutUnreadable, layoutWithoutName } from './layout-failures.ts';
import type { LayoutFiles } from './layout-blobs.ts';
import type { LayoutSource } from './layout-source.ts';
import { MalformedManifest, parseManifest, parseObject, type Descriptor } from './manifest.ts';
import { mediaTypes } from './media-types.ts';

const nameOf = (descriptor: Descriptor): string | undefined =>
  descriptor.annotations['org.opencontainers.image.ref.name'];

/** The image of the layout that `source` means. @throws Failure */
export async function chooseImage(source: LayoutSource, files: LayoutFiles): Promise<Descriptor> {
  if ((await files.size(source.folder)) !== undefined) {
    throw layoutUnreadable(source.folder, 'it is a file, and only folders are read');
  }
  await checkVersion(source.folder, files);
  return choose(source, await listImages(source.folder, files));
}

async function checkVersion(folder: string, files: LayoutFiles): Promise<void> {
  const bytes = await readFileOf(folder, 'oci-layout', files);
  const version = understood(folder, 'oci-layout', () => parseObject(bytes).imageLayoutVersion);
  if (version === '1.0.0') return;
  throw layoutUnreadable(folder, 'the file oci-layout does not say version 1.0.0');
}

async function listImages(folder: string, files: LayoutFiles): Promise<readonly Descriptor[]> {
  const bytes = await readFileOf(folder, 'index.json', files);
  const index = understood(folder, 'index.json', () => parseManifest(bytes, mediaTypes.ociIndex));
  if (index.kind === 'index') return index.manifests;
  throw layoutUnreadable(folder, 'the file index.json is not an index of images');
}

async function readFileOf(folder: string, name: string, files: LayoutFiles): Promise<Uint8Array> {
  const path = `${folder}/${name}`;
  if ((await files.size(path)) === undefined) throw layoutUnreadable(folder, `the file ${name} is missing`);
  return files.read(path);
}

function understood<T>(folder: string, name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw layoutUnreadable(folder, `the file ${name} can't be understood, ${error.message}`);
  }
}

function choose({ folder, name }: LayoutSource, images: readonly Descriptor[]): Descriptor {
  const candidates = name === undefined ? images : images.filter((image) => nameOf(image) === name);
  const [only] = candidates;
  if (images.length === 0) throw layoutEmpty(folder);
  if (only === undefined) throw layoutWithoutName(folder, name ?? '', images.map(nameOf));
  // The same image may be listed once per name.
  if (candidates.some(({ digest }) => digest !== only.digest)) {
    throw layoutAmbiguous(folder, candidates.map(nameOf));
  }
  return only;
}
