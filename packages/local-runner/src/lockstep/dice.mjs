/** Dice that fall alike in every run of one process: the jitter of waits, and nothing that must not be guessed. */

/** @param seed a whole number; processes that start at other moments throw otherwise. */
export function seedDice(seed) {
  let state = seed >>> 0;
  // Mulberry32.
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
