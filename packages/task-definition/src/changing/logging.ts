/** Where the log of a container goes. Options are the driver's own, so they stay only as long as the driver does. */
import { isObject, type JsonObject } from '@slipway/documents/value';
import type { ContainerChange } from './containers.ts';
import { setMembers } from './entries.ts';

export interface Logging {
  /** Undefined for the one that is there. */
  readonly driver: string | undefined;
  readonly options: ReadonlyMap<string, string>;
}

/** Another driver comes without the options and secret options of the one before it, which it would not know. */
export const setLogging =
  (logging: Logging): ContainerChange =>
  (container) => {
    const before = container.logConfiguration ?? {};
    return isObject(before) ? { ...container, logConfiguration: changed(before, logging) } : container;
  };

function changed(before: JsonObject, { driver, options }: Logging): JsonObject {
  const is = before.logDriver ?? driver;
  const kept = driver === undefined || driver === is ? before : {};
  return {
    ...kept,
    ...(driver === undefined ? {} : { logDriver: driver }),
    ...(options.size === 0 ? {} : { options: setMembers(kept.options, options) }),
  };
}
