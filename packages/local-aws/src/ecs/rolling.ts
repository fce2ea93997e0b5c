/**
 * One step of a rolling deployment: how many tasks of the new revision to start and how many old ones to stop,
 * as far as the two percentages allow. Pure.
 */

export interface Crew {
  /** Tasks that are meant to run, whatever their state. */
  readonly active: number;
  /** Of those, the ones that count as healthy. */
  readonly healthy: number;
  /** Of those, the ones that are to be replaced for their health. */
  readonly unfit: number;
}

export interface RollingScene {
  readonly desiredCount: number;
  /** At least this share of the desired count stays healthy; rounded up. */
  readonly minimumHealthyPercent: number;
  /** At most this share of the desired count is there, those that are leaving included; rounded down. */
  readonly maximumPercent: number;
  /** Tasks of the PRIMARY deployment. */
  readonly primary: Crew;
  /** Tasks of all others. */
  readonly old: Crew;
  /** Tasks of any that are asked to end and are not STOPPED yet: they drain, or are torn down. */
  readonly leaving: number;
  /** Healthy tasks of the PRIMARY deployment from which on no old one is needed: the desired count, or fewer. */
  readonly enough: number;
  /** A failed deployment, or one whose back-off lasts: nothing new is started for now. */
  readonly mayStart: boolean;
}

export interface RollingStep {
  readonly start: number;
  readonly stopOld: number;
  readonly stopPrimary: number;
  /** The percentages let nothing move although something has to. */
  readonly blocked: boolean;
}

export function rollingStep(scene: RollingScene): RollingStep {
  const { desiredCount, primary, old, leaving, mayStart } = scene;
  const fit = primary.active - primary.unfit;
  const missing = Math.max(0, desiredCount - fit);
  const stopPrimary = Math.max(0, fit - desiredCount) + unfitToStop(scene, missing);
  const start = mayStart ? Math.min(missing, room(scene)) : 0;
  const spare = primary.healthy + old.healthy - floorOf(scene);
  const stopOld = Math.min(old.active, Math.max(replaced(scene, spare), makingRoom(scene, missing, spare)));
  const waiting = primary.active > primary.healthy || leaving > 0;
  const blocked = mayStart && missing > 0 && start === 0 && stopOld === 0 && stopPrimary === 0 && !waiting;
  return { start, stopOld, stopPrimary, blocked };
}

/** Replacements come first where there is room for them, and instead of unfit tasks where there is none. */
function unfitToStop(scene: RollingScene, missing: number): number {
  const { desiredCount, primary, old, leaving, mayStart } = scene;
  if (!mayStart) return primary.unfit;
  // Old tasks that are not healthy make room before those of the PRIMARY deployment do.
  const making = room(scene) > 0 ? 0 : missing - leaving - (old.active - old.healthy);
  const replaced = primary.unfit - Math.max(0, desiredCount - primary.healthy);
  return Math.max(0, replaced, Math.min(primary.unfit, making));
}

const floorOf = ({ desiredCount, minimumHealthyPercent }: RollingScene): number =>
  Math.ceil((desiredCount * minimumHealthyPercent) / 100);

/** How many more tasks there may be. */
const room = ({ desiredCount, maximumPercent, primary, old, leaving }: RollingScene): number =>
  Math.max(0, Math.floor((desiredCount * maximumPercent) / 100) - primary.active - old.active - leaving);

/** Old tasks whose place a healthy new one has taken; the unhealthy among them cost nothing. */
function replaced({ desiredCount, primary, old, enough }: RollingScene, spare: number): number {
  const needed = primary.healthy >= enough ? 0 : desiredCount - primary.healthy;
  const surplus = Math.max(0, old.active - needed);
  return Math.min(surplus, old.active - old.healthy + Math.max(0, spare));
}

/** Old tasks that must go before a new one can come, when nothing may be started on top; some are going already. */
function makingRoom(scene: RollingScene, missing: number, spare: number): number {
  if (!scene.mayStart || missing === 0 || room(scene) > 0) return 0;
  const unhealthy = scene.old.active - scene.old.healthy;
  return Math.min(Math.max(0, missing - scene.leaving), unhealthy + Math.max(0, spare));
}
