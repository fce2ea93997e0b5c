/** `path` or `path:name`, as the input names an image in a layout; a path may itself hold a colon. */
import type { Files } from '@slipway/action-kit/ports';
import { layoutNotFound } from './layout-failures.ts';

export interface LayoutSource {
  readonly path: string;
  /** The annotation org.opencontainers.image.ref.name of the image in index.json. */
  readonly name: string | undefined;
}

/**
 * The shortest existing path that ends at a colon or at the end is the layout; what follows is the name.
 * @throws Failure when no part of the text is a path that exists.
 */
export async function findLayout(text: string, files: Pick<Files, 'exists'>): Promise<LayoutSource> {
  for (const { path, name } of readings(text)) {
    if (await files.exists(path)) return { path, name };
  }
  throw layoutNotFound(text);
}

function readings(text: string): readonly LayoutSource[] {
  const colons = [...text.matchAll(/:/g)].map((match) => match.index).filter((at) => at > 0);
  const split = colons.map((at) => ({ path: text.slice(0, at), name: text.slice(at + 1) || undefined }));
  return [...split, { path: text, name: undefined }];
}
