/** What build-push-ecr needs of the world, in its own words. */
import type { Image } from '@slipway/oci/image';
import type { PushRegistry } from '@slipway/oci/push-target';

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
  /** @param source `path` or `path:name`. */
  open(source: string): Promise<Image>;
}

export interface Registries {
  at(
    endpointUrl: string,
    credentials: { readonly username: string; readonly password: string },
  ): PushRegistry;
}
