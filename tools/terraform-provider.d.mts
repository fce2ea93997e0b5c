/** For the package local-terraform, which is TypeScript. */
export function providerSource(
  env?: Readonly<Record<string, string | undefined>>,
):
  | { readonly kind: 'configured' | 'registry' | 'none' }
  | { readonly kind: 'mirror'; readonly folder: string };
