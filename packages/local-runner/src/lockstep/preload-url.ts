/** Where the module stands that is loaded before an action whose time goes in lockstep with a cloud's. */

/**
 * @param port of the line to whoever moves the time on.
 * @param cloud URL of what answers in its time.
 * @param ahead milliseconds that the clock of the process is ahead of the cloud's.
 */
export function lockstepPreload(port: number, cloud: string, ahead = 0): string {
  const query = new URLSearchParams({ port: String(port), cloud: new URL(cloud).host, ahead: String(ahead) });
  return new URL(`preload.mjs?${query.toString()}`, import.meta.url).href;
}
