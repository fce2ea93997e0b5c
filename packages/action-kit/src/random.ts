/** Real randomness: the only place where bundled code rolls dice. */
import type { Random } from './ports.ts';

export const realRandom: Random = { next: () => Math.random() };
