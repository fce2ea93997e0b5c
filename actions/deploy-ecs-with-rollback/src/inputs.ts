/** The inputs of deploy-ecs-with-rollback: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  boolean,
  duration,
  durationOfAtLeast,
  lines,
  oneOf,
  region,
  text,
  wholeNumber,
} from '@slipway/action-kit/parsers';
import { approval } from './approvals.ts';
import type { contract } from './contract.ts';
import { expectation, healthUrl } from './health-check.ts';
import { leftOut } from './left-out.ts';
import { managedVolume, volumeName } from './managed-volume.ts';
import { serviceName } from './service-name.ts';
import { target } from './target.ts';
import { utcTime } from './utc-time.ts';

const codeDeploy = optional(
  leftOut('Slipway deploys with ECS itself: move the service to the ECS deployment controller'),
);
const oneOff = optional(leftOut('run one-off tasks in a step of their own, with `aws ecs run-task`'));
const oneOffSwitch = optional(
  leftOut('run one-off tasks in a step of their own, with `aws ecs run-task`', 'false'),
);

export const inputs = {
  mode: required(oneOf('deploy', 'continue', 'rollback')),
  'task-definition': optional(target),
  'previous-as-of': optional(utcTime),
  service: required(serviceName),
  cluster: required(text),
  'wait-for-service-stability': required(boolean),
  timeout: optional(durationOfAtLeast(1000)),
  'wait-for-minutes': optional(wholeNumber(1, 360)),
  'rollback-timeout': required(durationOfAtLeast(1000)),
  rollback: required(oneOf('on-failure', 'never')),
  'on-timeout': required(oneOf('rollback', 'leave')),
  'on-cancel': required(oneOf('rollback', 'leave')),
  'if-in-progress': required(oneOf('wait', 'supersede', 'fail')),
  'fail-fast': required(boolean),
  alarms: optional(lines(text)),
  'bake-time': required(duration),
  'health-check-url': optional(healthUrl),
  'health-check-expect': required(lines(expectation)),
  'health-check-attempts': required(wholeNumber(1, 100)),
  'health-check-interval': required(durationOfAtLeast(1000)),
  'desired-count': optional(wholeNumber(0)),
  'force-new-deployment': optional(boolean),
  'enable-ecs-managed-tags': optional(boolean),
  'propagate-tags': optional(oneOf('SERVICE', 'TASK_DEFINITION', 'NONE')),
  'keep-revisions': optional(wholeNumber(1)),
  'service-managed-ebs-volume-name': optional(volumeName),
  'service-managed-ebs-volume': optional(managedVolume),
  'require-scan': required(boolean),
  'scan-approvals': optional(lines(approval)),
  'poll-interval': optional(durationOfAtLeast(1000)),
  'report-file': optional(text),
  region: optional(region),
  'max-retries': required(wholeNumber(1, 100)),
  'dry-run': required(boolean),
  'keep-null-value-keys': optional(text),
  'wait-max-delay-seconds': optional(wholeNumber(1, 3600)),
  'codedeploy-appspec': codeDeploy,
  'codedeploy-application': codeDeploy,
  'codedeploy-deployment-group': codeDeploy,
  'codedeploy-deployment-description': codeDeploy,
  'codedeploy-deployment-config': codeDeploy,
  'run-task': oneOffSwitch,
  'run-task-container-overrides': oneOff,
  'run-task-security-groups': oneOff,
  'run-task-subnets': oneOff,
  'run-task-assign-public-IP': oneOff,
  'run-task-capacity-provider-strategy': oneOff,
  'run-task-launch-type': oneOff,
  'run-task-started-by': oneOff,
  'run-task-tags': oneOff,
  'run-task-managed-ebs-volume-name': oneOff,
  'run-task-managed-ebs-volume': oneOff,
  'wait-for-task-stopped': oneOffSwitch,
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
