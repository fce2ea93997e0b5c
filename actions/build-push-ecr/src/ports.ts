/** What build-push-ecr needs of the world, in its own words. */
import type { Image } from '@slipway/oci/image';
import type { Registry } from '@slipway/oci/registry';
import type { Credentials } from '@slipway/oci/registry-login';

export interface RegistryLogin extends Credentials {
  /** Of the registry that gave it: `host` or `host:port`. */
  readonly registryHost: string;
  /** With its scheme, without a trailing slash. */
  readonly endpointUrl: string;
}

export interface FoundRepository {
  /** `host` or `host:port` of the registry that it is in. */
  readonly registryHost: string;
  readonly isImmutable: (tag: string) => boolean;
}

export interface FoundImage {
  readonly digest: string;
  /** It can't be pulled, nor its labels be read. */
  readonly archived: boolean;
}

export interface Ecr {
  /** undefined when there is no such repository. */
  findRepository(name: string): Promise<FoundRepository | undefined>;
  /**
   * @param movable a pattern of tags that can be moved although all others are immutable.
   * @returns undefined when somebody else has just made it.
   */
  createRepository(name: string, movable: string): Promise<FoundRepository | undefined>;
  hasLifecyclePolicy(repository: string): Promise<boolean>;
  putLifecyclePolicy(repository: string, policy: string): Promise<void>;
  /** undefined when the repository has no image with this tag. */
  findImage(repository: string, tag: string): Promise<FoundImage | undefined>;
  /** Whether it has no image at all, in its archive neither. */
  isEmpty(repository: string): Promise<boolean>;
  /** The image with a tag that was pushed last; undefined when there is none, or too many to look through. */
  newestImage(repository: string): Promise<FoundImage | undefined>;
}

export interface Logins {
  /** For the registry of the caller's own account. */
  own(): Promise<RegistryLogin>;
  /**
   * For a registry of ECR, of whatever region or account.
   * @param host `host` or `host:port`, as an input or a Dockerfile names it.
   * @param own the one that the repository is in, as ECR itself named it.
   * @returns undefined where a token of ECR must not go.
   */
  at(host: string, own: string): Promise<RegistryLogin | undefined>;
  /** Another one, because that one is over. */
  renewed(host: string): Promise<RegistryLogin>;
}

export interface Layouts {
  /** What can be seen without reading a blob has been checked. @param source `path` or `path:name`. */
  open(source: string): Promise<Image>;
}

export interface Registries {
  /**
   * @param credentials undefined: what anybody may read there.
   * @param renew gives other credentials when these have worked and work no longer.
   */
  at(endpointUrl: string, credentials: Credentials | undefined, renew?: () => Promise<Credentials>): Registry;
}
