/** Which strategy moves a service on: that of its newest deployment. */
import type { ServiceRecord } from '../model.ts';
import { rolling } from './rolling-strategy.ts';
import type { Strategy } from './strategy.ts';
import { trafficShifting } from './traffic-shifting.ts';

export const strategyOf = ({ history }: ServiceRecord): Strategy =>
  history[0]?.lifecycle === undefined ? rolling : trafficShifting;
