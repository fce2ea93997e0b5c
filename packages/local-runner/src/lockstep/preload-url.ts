/** Where the module stands that is loaded before an action whose time goes in lockstep with a cloud's. */

/** The clock on the wall of a process, beside the cloud's. Milliseconds. */
export interface WallClock {
  /** How far it is ahead at the start. */
  readonly ahead: number;
  /** When somebody sets it forward, after the start, and by how much. */
  readonly setAfter?: number;
  readonly setBy?: number;
}

/** @param port of the line to whoever moves the time on. @param clouds URLs of what answers in its time. */
export function lockstepPreload(
  port: number,
  clouds: readonly string[],
  wall: WallClock = { ahead: 0 },
): string {
  const query = new URLSearchParams({
    port: String(port),
    clouds: clouds.map((cloud) => new URL(cloud).host).join(' '),
    wall: JSON.stringify(wall),
  });
  return new URL(`preload.mjs?${query.toString()}`, import.meta.url).href;
}
