/** For the package local-terraform, which is TypeScript. */
export type ProviderSource = {
  /** Files of the CLI configuration that Terraform would read. */
  readonly own: readonly string[];
} & (
  { readonly kind: 'configured' | 'registry' | 'none' } | { readonly kind: 'mirror'; readonly folder: string }
);

export function providerSource(
  env?: Readonly<Record<string, string | undefined>>,
  machine?: {
    readonly folders: () => readonly string[];
    readonly registryAnswers: () => boolean;
  },
): ProviderSource;
