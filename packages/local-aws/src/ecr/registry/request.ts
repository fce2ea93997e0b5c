/** Requests of the distribution protocol as values: which repository, which thing of it. */

export type Subject =
  | { readonly kind: 'base' }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly upload: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: string }
  | { readonly kind: 'tags'; readonly repository: string };

/** @param path of the URL, with its leading `/v2/`. undefined when it is no path of the protocol. */
export function parseSubject(path: string): Subject | undefined {
  if (path === '/v2/' || path === '/v2') return { kind: 'base' };
  const [, repository = '', thing = '', rest = ''] =
    /^\/v2\/(.+)\/(manifests|blobs\/uploads|blobs|referrers|tags)(?:\/([^/]*))?$/.exec(path) ?? [];
  switch (thing) {
    case 'manifests':
      return { kind: 'manifest', repository, reference: decodeURIComponent(rest) };
    case 'blobs':
      return { kind: 'blob', repository, digest: decodeURIComponent(rest) };
    case 'blobs/uploads':
      return rest === '' ? { kind: 'uploads', repository } : { kind: 'upload', repository, upload: rest };
    case 'referrers':
      return { kind: 'referrers', repository, digest: decodeURIComponent(rest) };
    case 'tags':
      return rest === 'list' ? { kind: 'tags', repository } : undefined;
    default:
      return undefined;
  }
}
