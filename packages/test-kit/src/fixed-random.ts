/** Dice with known faces, one after the other, over and over. */
import type { Random } from '@slipway/action-kit/ports';

/** @param faces numbers in [0, 1); the middle when none are given, which makes symmetric jitter vanish. */
export function fixedRandom(...faces: readonly number[]): Random {
  let thrown = 0;
  return {
    next: () => {
      const face = faces[thrown % Math.max(1, faces.length)] ?? 0.5;
      thrown += 1;
      return face;
    },
  };
}
