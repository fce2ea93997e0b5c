/**
 * What is to be built and where it goes, as plain data. It is made before anything runs, printed, hashed and shown by a
 * dry run; command-line.ts turns it into the words of docker buildx.
 */

export interface BuildPlan {
  /** A folder, relative to the workspace or absolute, or a git or https address as docker buildx takes them. */
  readonly context: string;
  /** The Dockerfile, relative to the workspace; undefined: `Dockerfile` in the context. */
  readonly file?: string | undefined;
  /** The stage to build; undefined: the last one. */
  readonly target?: string | undefined;
  /** `linux/arm64`, in canonical form; empty: the builder's own platform. */
  readonly platforms: readonly string[];
  readonly buildArgs: readonly BuildArg[];
  readonly secrets: readonly Secret[];
  readonly ssh: readonly SshAgent[];
  readonly labels: Readonly<Record<string, string>>;
  /** OCI annotations of each image, and of the index where one is made. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly buildContexts: readonly BuildContext[];
  readonly addHosts: readonly AddedHost[];
  readonly noCache: boolean;
  /** Whether base images are asked for again although the builder has them. */
  readonly pull: boolean;
  /** `auto`: what docker buildx does by itself; else as its flag has it: `false`, `true`, `mode=max`. */
  readonly provenance: string;
  /** `false`, `true` or `generator=…`, as the flag of docker buildx. */
  readonly sbom: string;
  readonly cache: Cache;
  /** Seconds since 1970 (SOURCE_DATE_EPOCH): every time in the image becomes this one. */
  readonly sourceDateEpoch?: number | undefined;
  readonly push: Push;
}

export interface BuildArg {
  readonly name: string;
  /** undefined: docker buildx takes it from its environment. */
  readonly value: string | undefined;
}

/** Only where a secret is: its value never enters a plan. */
export interface Secret {
  readonly id: string;
  readonly from: SecretPlace;
}

export type SecretPlace =
  | { readonly kind: 'variable'; readonly name: string }
  /** Relative to the workspace, or absolute. */
  | { readonly kind: 'file'; readonly path: string };

export interface SshAgent {
  /** `default`, or the id that the Dockerfile names. */
  readonly id: string;
  /** A socket or keys; empty: the agent of SSH_AUTH_SOCK. */
  readonly paths: readonly string[];
}

export interface BuildContext {
  readonly name: string;
  /** A folder, `docker-image://…`, `oci-layout://…`, a git or https address, `target:…`. */
  readonly location: string;
}

export interface AddedHost {
  readonly host: string;
  /** An address, IPv6 without brackets, or `host-gateway`. */
  readonly address: string;
}

export type Cache =
  | { readonly kind: 'none' }
  /** GitHub's own cache; builds of one scope share it. */
  | { readonly kind: 'gha'; readonly scope: string }
  /** An image `host/repository:tag` that holds nothing but the cache. */
  | { readonly kind: 'registry'; readonly reference: string };

export type Push =
  /** Without any tag, to `host/repository`: tags are put afterwards, under rules that docker does not know. */
  | { readonly kind: 'by-digest'; readonly name: string }
  /** Under one tag, `host/repository:tag`, for builders that can't push by digest. */
  | { readonly kind: 'by-tag'; readonly reference: string };
