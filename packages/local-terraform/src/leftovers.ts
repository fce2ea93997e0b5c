/** What an account holds, counted, so that what a destroy leaves can be told from what was there before. */
import type { MotoData } from './moto.ts';

/** `s3.FakeBucket` → how many of them there are. */
export type Holdings = ReadonlyMap<string, number>;

/** Of moto, as its page of data tells them. */
export const holdingsOf = (data: MotoData): Holdings =>
  new Map(
    Object.entries(data).flatMap(([service, kinds]) =>
      Object.entries(kinds).map(([kind, all]) => [`${service}.${kind}`, all.length] as const),
    ),
  );

/** @returns those of which there are more than before, with how many more. */
export const leftOver = (before: Holdings, after: Holdings): readonly string[] =>
  [...after]
    .map(([kind, count]) => [kind, count - (before.get(kind) ?? 0)] as const)
    .filter(([, more]) => more > 0)
    .map(([kind, more]) => `${kind}: ${String(more)}`)
    .sort();
