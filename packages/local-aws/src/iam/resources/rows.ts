/**
 * Which resources each operation names, by ARN: the rows follow the Service Authorization Reference. What has no row
 * knows no resources. Pure.
 */
import type { ServiceId } from '../../shapes.ts';
import { autoscaling } from './autoscaling.ts';
import { ecr } from './ecr.ts';
import { ecs } from './ecs.ts';
import { elbv2 } from './elbv2.ts';
import { cloudwatch, logs } from './observing.ts';
import type { Rows } from './row.ts';

export const rows: Readonly<Record<ServiceId, Rows>> = {
  ...{ ecs, ecr, logs, cloudwatch, elbv2, autoscaling },
  inspector2: {},
  sts: {},
};
