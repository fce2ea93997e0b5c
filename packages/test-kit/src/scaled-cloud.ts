/** A local cloud whose time goes a factor faster than this machine's, for the processes of one benchmark. */
import { scaledClock } from '@slipway/local-aws/clock';
import type { CloudClock } from '@slipway/local-aws/ports';
import { openPlace, type CloudOptions, type CloudPlace } from './cloud-place.ts';

export interface ScaledCloud extends CloudPlace {
  readonly clock: CloudClock;
  /** When the cloud's time and the machine's were the same; milliseconds since the epoch. */
  readonly origin: number;
  /** Cloud time of a moment of this machine's clock. */
  at(moment: number): number;
  /** Resolves at the next look (ten a real second or more) at which it holds. @throws Error after ten real minutes */
  readonly until: (holds: () => boolean) => Promise<void>;
}

export async function openCloud({
  factor,
  ...options
}: CloudOptions & { readonly factor: number }): Promise<ScaledCloud> {
  const origin = Date.now();
  const clock = scaledClock(factor, origin);
  const place = await openPlace(options, { clock });
  return { ...place, clock, origin, at: (moment) => origin + (moment - origin) * factor, until };
}

async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + 600_000;
  while (!holds()) {
    if (Date.now() > limit) throw new Error('The local cloud did not come to rest within ten minutes.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
