/** What render-task-def needs of the world. What asks AWS is made on first use: a file needs no region. */
import type { Files } from '@slipway/action-kit/ports';

export interface Templates {
  /** @param reference ARN, family, or family:revision. */
  read(reference: string): Promise<{
    readonly arn: string;
    readonly taskDefinition: object;
    readonly tags: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];
  }>;
}

export interface ImageRegistry {
  /** `‹registry›/‹repository›`. */
  repositoryUri(repository: string): Promise<string>;
  /** Undefined when the repository does not have it. */
  find(repository: string, digest: string): Promise<{ readonly digest: string } | undefined>;
}

export interface Services {
  /** @throws Failure when the service is not there. */
  read(name: { readonly cluster: string; readonly service: string }): Promise<{
    /** ARN of a revision. */
    readonly taskDefinition: string;
    readonly isExecEnabled: boolean;
  }>;
}

export interface Ports {
  readonly files: Pick<Files, 'read' | 'write' | 'resolve' | 'temporary' | 'isOwn'>;
  readonly templates: () => Templates;
  readonly registry: () => ImageRegistry;
  readonly services: () => Services;
  /** `linux/amd64` and the like; empty when the image does not say. */
  readonly platforms: (repository: string, digest: string) => Promise<readonly string[]>;
}
