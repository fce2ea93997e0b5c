/** Which strategy deploys a service, by its deployment configuration. */
import { rolling } from './rolling-strategy.ts';
import type { Strategy } from './strategy.ts';

export const strategyOf = (): Strategy => rolling;
