/** Elastic Load Balancing as a service of the cloud: its questions, its changes, its attributes and its tags. */
import type { Service } from '../service.ts';
import { attributeOperations } from './attributes.ts';
import { changingBalancers } from './changing-balancers.ts';
import { changingListeners } from './changing-listeners.ts';
import { describing } from './describing.ts';
import { createElbTags } from './elb-tags.ts';
import type { ElbParts } from './elb-parts.ts';

export function createElbService(given: Omit<ElbParts, 'tags'>): Service {
  const tags = createElbTags();
  const parts = { ...given, tags };
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
      ...changingListeners(parts),
      ...attributeOperations(parts.estate),
      ...tags.operations,
    },
  };
}
