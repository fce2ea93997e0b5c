/** One target of a load balancer in words. */
import type { TargetHealth } from '@slipway/rollout/observations';

export const addressOf = ({ host, port }: TargetHealth): string =>
  port === undefined ? host : `${host}:${String(port)}`;

/** '' when the load balancer gives none. */
export const reasonOfTarget = ({ reason, description }: TargetHealth): string =>
  [reason, description].filter((each) => each !== undefined).join(': ');
