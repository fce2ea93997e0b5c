/** What a played run came to: its headline, and how often ECS was asked for something. */
import type { Played } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { outcomeTable } from '../src/outcomes.ts';
import type { Ended } from '../src/phases.ts';

export const headline = (end: Ended): string => outcomeTable[end.kind].headline(end);

export const count = ({ ecs }: Pick<Played, 'ecs'>, call: string): number =>
  ecs.calls.filter((each) => each === call).length;
