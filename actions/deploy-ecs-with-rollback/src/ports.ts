/** What this action needs of the world: the engine's ports, and the job's files. */
import type { Files } from '@slipway/action-kit/ports';
import type { Phase } from '@slipway/rollout/phases';
import type { Ports } from '@slipway/rollout/ports';

/** Gateways and the runner's own things; what two documents mean is known here. */
export type World = Omit<Ports, 'sameDocument'>;

export interface DeployPorts {
  readonly world: World;
  readonly files: Pick<Files, 'read' | 'write' | 'resolve' | 'isOwn'>;
  /** `host:port` of what stands in for ECR; undefined with AWS itself. */
  readonly ecrStandIn?: string | undefined;
  /** Keeps a phase for the post step of this job. */
  readonly keep: (phase: Phase) => void;
}
