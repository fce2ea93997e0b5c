/** Where the module stands that is loaded before an action whose time goes in lockstep with a cloud's. */

/** @param port of the line to whoever moves the time on. @param cloud URL of what answers in its time. */
export const lockstepPreload = (port: number, cloud: string): string =>
  new URL(`preload.mjs?port=${String(port)}&cloud=${new URL(cloud).host}`, import.meta.url).href;
