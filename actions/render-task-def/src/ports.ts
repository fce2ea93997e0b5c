/** What render-task-def needs of the world. Registry and templates are made on first use: a file needs no region. */
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

export interface Ports {
  readonly files: Pick<Files, 'read' | 'write' | 'resolve' | 'temporary' | 'isOwn'>;
  readonly templates: () => Templates;
  readonly registry: () => ImageRegistry;
}
