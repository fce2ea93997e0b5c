/**
 * How many calls AWS takes per account and region before it says `Rate exceeded`. Calls of one row share a bucket.
 * Where AWS publishes no figure there is no row, and the local cloud does not throttle.
 */
import type { ServiceId } from './shapes.ts';
import type { BucketSize } from './token-bucket.ts';

/** `burst` calls at once after a rest. */
export interface Limit extends BucketSize {
  readonly service: ServiceId;
  readonly operations: readonly string[];
}

/** "Request throttling for the Amazon ECS API". */
const ecs: readonly Limit[] = [
  limit('ecs', ['RegisterTaskDefinition', 'DeregisterTaskDefinition'], 20, 1),
  limit('ecs', ['DescribeTaskDefinition', 'ListTaskDefinitions', 'ListTaskDefinitionFamilies'], 50, 20),
  limit('ecs', ['DeleteTaskDefinitions'], 5, 1),
  limit('ecs', ['CreateService', 'UpdateService', 'DeleteService'], 50, 5),
  limit('ecs', ['DescribeServices', 'ListServices'], 100, 20),
  limit('ecs', ['DescribeServiceDeployments', 'ListServiceDeployments'], 50, 20),
  limit('ecs', ['DescribeServiceRevisions'], 50, 20),
  limit('ecs', ['DescribeTasks', 'ListTasks'], 100, 20),
  limit('ecs', ['RunTask', 'StopTask', 'ExecuteCommand'], 100, 40),
  limit('ecs', ['TagResource', 'UntagResource'], 20, 10),
];

/** "Amazon ECR service quotas"; they name a rate alone, so that a second's worth is taken for the burst. */
const ecr: readonly Limit[] = [
  limit('ecr', ['GetAuthorizationToken'], 500, 500),
  limit('ecr', ['BatchGetImage'], 2000, 2000),
  limit('ecr', ['GetDownloadUrlForLayer'], 3000, 3000),
  limit('ecr', ['BatchCheckLayerAvailability'], 1000, 1000),
  limit('ecr', ['InitiateLayerUpload'], 100, 100),
  limit('ecr', ['UploadLayerPart'], 500, 500),
  limit('ecr', ['CompleteLayerUpload'], 100, 100),
  limit('ecr', ['PutImage'], 10, 10),
];

export const limits: readonly Limit[] = [...ecs, ...ecr];

function limit(service: ServiceId, operations: readonly string[], burst: number, perSecond: number): Limit {
  return { service, operations, burst, perSecond };
}
