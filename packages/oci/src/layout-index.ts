/** index.json of a layout: which images it lists, and which of them is meant. */
import { layoutAmbiguous, layoutEmpty, layoutUnreadable, layoutWithoutName } from './layout-failures.ts';
import { readWhole, type LayoutStore } from './layout-store.ts';
import { MalformedManifest, parseManifest, parseObject, type Descriptor } from './manifest.ts';
import { mediaTypes } from './media-types.ts';

const nameOf = (descriptor: Descriptor): string | undefined =>
  descriptor.annotations['org.opencontainers.image.ref.name'];

/** The image of the layout that `name` means. @throws Failure */
export async function chooseImage(store: LayoutStore, name: string | undefined): Promise<Descriptor> {
  await checkVersion(store);
  return choose(store.path, name, await listImages(store));
}

async function checkVersion(store: LayoutStore): Promise<void> {
  const bytes = await readFileOf(store, 'oci-layout');
  const version = understood(store.path, 'oci-layout', () => parseObject(bytes).imageLayoutVersion);
  if (version === '1.0.0') return;
  throw layoutUnreadable(store.path, 'the file oci-layout does not say version 1.0.0');
}

async function listImages(store: LayoutStore): Promise<readonly Descriptor[]> {
  const bytes = await readFileOf(store, 'index.json');
  const index = understood(store.path, 'index.json', () => parseManifest(bytes, mediaTypes.ociIndex));
  if (index.kind === 'index') return index.manifests;
  throw layoutUnreadable(store.path, 'the file index.json is not an index of images');
}

/** What is held in memory of an index or a version. */
const largestFile = 4 * 1024 * 1024;

async function readFileOf(store: LayoutStore, name: string): Promise<Uint8Array> {
  const size = await store.size(name);
  if (size === undefined) throw layoutUnreadable(store.path, `the file ${name} is missing`);
  if (size > largestFile) throw layoutUnreadable(store.path, `the file ${name} has ${String(size)} bytes`);
  return readWhole(store.open(name));
}

function understood<T>(path: string, name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedManifest)) throw error;
    throw layoutUnreadable(path, `the file ${name} can't be understood, ${error.message}`);
  }
}

function choose(path: string, name: string | undefined, images: readonly Descriptor[]): Descriptor {
  const candidates = name === undefined ? images : images.filter((image) => nameOf(image) === name);
  const [only] = candidates;
  if (images.length === 0) throw layoutEmpty(path);
  if (only === undefined) throw layoutWithoutName(path, name ?? '', images.map(nameOf));
  // The same image may be listed once per name.
  if (candidates.some(({ digest }) => digest !== only.digest)) {
    throw layoutAmbiguous(path, candidates.map(nameOf));
  }
  return only;
}
