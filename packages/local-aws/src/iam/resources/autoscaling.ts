/** The resources that operations of Application Auto Scaling name. Pure. */
import { scalableTargetId } from '../../autoscaling/names.ts';
import { byArn, text, type Row, type Rows } from './row.ts';

const scalableTarget: Row = (input, arn) => [
  arn('scalable-target/', scalableTargetId(text(input, 'ResourceId'))),
];

export const autoscaling: Rows = {
  RegisterScalableTarget: scalableTarget,
  DeregisterScalableTarget: scalableTarget,
  PutScalingPolicy: scalableTarget,
  DeleteScalingPolicy: scalableTarget,
  ListTagsForResource: byArn('ResourceARN'),
  TagResource: byArn('ResourceARN'),
  UntagResource: byArn('ResourceARN'),
};
