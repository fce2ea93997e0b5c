/**
 * The world for a repository that has none of its own: as Terraform would have made it, with a service that runs
 * something already, so that a first deployment which breaks has something to go back to. Pure.
 */
import type { App } from './app.ts';

const role = 'arn:aws:iam::000000000000:role/web-execution';

/** @returns the YAML of a world file. JSON is YAML. */
export function defaultWorld({ port, container, isNode }: App): string {
  const definition = (family: string, image: string) => ({
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    ...{ cpu: '256', memory: '512', executionRoleArn: role },
    containerDefinitions: [
      {
        name: container,
        image,
        essential: true,
        user: '1000',
        portMappings: [{ containerPort: port, protocol: 'tcp' }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/ecs/web',
            'awslogs-region': 'eu-west-1',
            'awslogs-stream-prefix': 'web',
          },
        },
      },
    ],
  });
  const serves = { runtime: 'scripted', behaviour: [{ at: '200ms', answers: 200 }] };
  return JSON.stringify({
    account: '000000000000',
    region: 'eu-west-1',
    timings: {
      ...{ provisioning: '400ms', pulling: '400ms', healthyAfter: '2s', scheduler: '400ms' },
      ...{ stopping: '200ms', scanning: '1s' },
    },
    clusters: [{ name: 'local' }],
    logGroups: [{ name: '/ecs/web' }],
    loadBalancers: [{ name: 'local', port: 0, targetGroup: targetGroup(port) }],
    repositories: [{ name: 'web', immutable: true, scanOnPush: true, tags: ['before'] }],
    taskDefinitions: [definition('web-template', 'web'), definition('web', `${registry}/web:before`)],
    services: [
      {
        ...{ name: 'web', cluster: 'local', taskDefinition: 'web:1', desiredCount: 1 },
        ...{ minimumHealthyPercent: 100, maximumPercent: 200, healthCheckGracePeriod: '4s' },
        // With these short times a breaker of three deaths would be a race with the action, which AWS's is not.
        circuitBreaker: { enable: true, rollback: true, threshold: { type: 'COUNT', value: 20 } },
        loadBalancer: { targetGroup: 'web', containerName: container, containerPort: port },
      },
    ],
    images: [
      { repository: 'web', tag: 'before', ...serves },
      { repository: 'web', tag: '*', ...(isNode ? { runtime: 'process' } : serves) },
    ],
  });
}

const registry = '000000000000.dkr.ecr.eu-west-1.amazonaws.com';

const targetGroup = (port: number) => ({
  ...{ name: 'web', port, deregistrationDelay: '500ms' },
  healthCheck: {
    // Whoever answers is there: which path tells health is known to a world file alone.
    ...{ path: '/', matcher: '200-499' },
    ...{ interval: '2s', timeout: '1500ms', healthyThreshold: 2, unhealthyThreshold: 2 },
  },
});
