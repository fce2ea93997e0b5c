/** What stands in the harbour of the transcripts: its world file, with an image for each way in which tasks end. */
import type { HarbourStage } from '@slipway/test-kit/harbour-stage';

export interface WorldParts {
  /** The circuit breaker of the service; it rolls back when left out. */
  readonly breaker?: 'off' | 'stops';
  /** How many tasks of an image that is not there the service was created with; none when left out. */
  readonly created?: number;
  /** Lines of the service. */
  readonly service?: string;
  /** Further parts of the file. */
  readonly more?: string;
}

const breakers = {
  off: '{}',
  stops: '{ enable: true }',
  rollsBack: '{ enable: true, rollback: true }',
} as const;

export const worldOf = ({ service = '', more = '', breaker, created = 0 }: WorldParts): string => `
region: eu-west-1
account: '111122223333'
clusters: [{ name: harbour }]
logGroups: [{ name: /ecs/web }]
repositories: [{ name: web }, { name: team/web }]
images:
  - { repository: web, tag: vulnerable, findings: [{ id: CVE-2026-0001, severity: CRITICAL, package: openssl, version: 3.5.0-r0 }] }
  - { repository: web, tag: 'v*', behaviour: [{ at: 2s, answers: 200 }, { at: 10s, health: HEALTHY }] }
  - { repository: web, tag: late, behaviour: [{ at: 70s, health: HEALTHY }] }
  - { repository: web, tag: half, times: 1, behaviour: [{ at: 10s, health: HEALTHY }] }
  - { repository: web, tag: half, behaviour: [{ at: 70s, health: HEALTHY }] }
  - { repository: web, tag: deaf, behaviour: [{ at: 10s, health: HEALTHY }] }
  - { repository: web, tag: stumbles, times: 1, behaviour: [{ at: 4s, exit: 1 }] }
  - { repository: web, tag: stumbles, behaviour: [{ at: 10s, health: HEALTHY }] }
  - { repository: web, tag: mortal, behaviour: [{ at: 10s, health: HEALTHY }, { at: 80s, log: 'out of connections' }, { at: 80s, exit: 1 }] }
  - { repository: web, tag: wrong-platform, behaviour: [{ at: 1s, log: 'exec /web: exec format error' }, { at: 1s, exit: 255 }] }
  - { repository: web, tag: spotty, times: 1, behaviour: [{ at: 2s, interrupted: SpotInterruption, reason: 'Your Spot Task was interrupted.' }] }
  - { repository: web, tag: spotty, behaviour: [{ at: 10s, health: HEALTHY }] }
  - { repository: web, tag: dies, behaviour: [{ at: 3s, log: 'Error: PORT is not set' }, { at: 4s, exit: 1 }] }
  - { repository: web, tag: short-lived, behaviour: [{ at: 20s, exit: 1 }] }
  - { repository: web, tag: hangs, behaviour: [{ at: 1s, log: 'waiting for the database' }] }
  - { repository: web, tag: absent, behaviour: [{ at: 2m, fails: 'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref web:absent: not found' }] }
  - { repository: web, tag: keyless, behaviour: [{ at: 3s, fails: 'ResourceInitializationError: unable to pull secrets or registry auth: ResourceNotFoundException: Secrets Manager can''t find the specified secret.' }] }
taskDefinitions: [{ family: web, containerDefinitions: [{ name: web, image: web, portMappings: [{ containerPort: 80 }] }] }]
services:
  - name: web
    cluster: harbour
    taskDefinition: web
    desiredCount: ${String(created)}
    circuitBreaker: ${breakers[breaker ?? 'rollsBack']}
${service}
${more}
`;

/** The task definition that runs the image with this tag. @param image the same one under another name. */
export function documentOf({ aws }: HarbourStage, tag: string, image?: string): object {
  const options = {
    'awslogs-group': '/ecs/web',
    'awslogs-region': 'eu-west-1',
    'awslogs-stream-prefix': 'web',
  };
  const web = {
    name: 'web',
    image: image ?? `${new URL(aws.endpoint).host}/web:${tag}`,
    memory: 128,
    essential: true,
    portMappings: [{ containerPort: 80 }],
    healthCheck: { command: ['CMD', 'true'] },
    logConfiguration: { logDriver: 'awslogs', options },
  };
  return { family: 'web', networkMode: 'awsvpc', containerDefinitions: [web] };
}
