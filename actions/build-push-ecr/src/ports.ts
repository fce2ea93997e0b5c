/** What build-push-ecr needs of the world, in its own words. */
import type { Layout } from '@slipway/oci/layout';
import type { PushRegistry } from '@slipway/oci/push';

export interface RegistryLogin {
  /** With its scheme, without a trailing slash. */
  readonly endpointUrl: string;
  readonly registryHost: string;
  readonly username: string;
  readonly password: string;
}

export interface TargetRepository {
  /** `host` or `host:port` of the registry that it is in. */
  readonly registryHost: string;
  /** Whether no tag of it can ever be moved. */
  readonly immutable: boolean;
}

export interface Ecr {
  login(): Promise<RegistryLogin>;
  describeRepository(name: string): Promise<TargetRepository>;
  /** undefined when the repository has no image with this tag. */
  describeImage(
    repository: string,
    id: { readonly tag: string },
  ): Promise<{ readonly digest: string } | undefined>;
}

export interface Layouts {
  /** Verified whole. @param source `path` or `path:name`. */
  open(source: string): Promise<Layout>;
}

export interface Registries {
  at(
    endpointUrl: string,
    credentials: { readonly username: string; readonly password: string },
  ): PushRegistry;
}
