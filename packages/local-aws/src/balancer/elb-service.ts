/** Elastic Load Balancing as a service of the cloud: its questions, its changes, its attributes and its tags. */
import type { Service } from '../service.ts';
import { createElbAttributes } from './attributes.ts';
import { certificateOperations } from './certificates.ts';
import { changingBalancers } from './changing-balancers.ts';
import { changingTargetGroups } from './changing-target-groups.ts';
import { changingListeners } from './changing-listeners.ts';
import { describing } from './describing.ts';
import { createElbTags } from './elb-tags.ts';
import type { ElbParts } from './elb-parts.ts';

export function createElbService(given: Omit<ElbParts, 'tags' | 'attributes'>): Service {
  const tags = createElbTags();
  const attributes = createElbAttributes(given.estate);
  const parts = { ...given, tags, attributes };
  return {
    id: 'elbv2',
    protocols: [
      {
        kind: 'query',
        version: '2015-12-01',
        namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
      },
    ],
    operations: {
      ...describing(parts),
      ...changingBalancers(parts),
      ...changingTargetGroups(parts),
      ...changingListeners(parts),
      ...certificateOperations(parts.estate),
      ...attributes.operations,
      ...tags.operations,
    },
  };
}
