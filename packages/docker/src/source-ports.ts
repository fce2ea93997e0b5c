/** The disk and the environment, as far as what a plan names is looked for there. */
import type { Environment } from '@slipway/action-kit/environment';
import type { Files } from '@slipway/action-kit/ports';

export interface SourcePorts {
  readonly files: Pick<Files, 'read' | 'exists' | 'isOwn'>;
  readonly environment: Environment;
}
