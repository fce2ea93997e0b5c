/** What the operations of Elastic Load Balancing work on. */
import type { CloudClock } from '../ports.ts';
import type { ElbArns } from './arns.ts';
import type { ElbAttributes } from './attributes.ts';
import type { ElbTags } from './elb-tags.ts';
import type { Estate } from './estate.ts';
import type { OpenListeners } from './open-listeners.ts';

export interface ElbParts {
  readonly estate: Estate;
  readonly open: OpenListeners;
  readonly arns: ElbArns;
  readonly clock: CloudClock;
  readonly tags: ElbTags;
  readonly attributes: ElbAttributes;
}
