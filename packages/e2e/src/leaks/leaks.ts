/** What must be nowhere in what was told: secrets in any place, and the number of the account in what jobs hand on. */
import { tooLittle } from './enough.ts';
import { numberHandedOn } from './handed-on.ts';
import { kinds, placesOf, type Kind } from './places.ts';
import { secretsShown } from './secrets.ts';
import type { ToldWorld } from './told-world.ts';

export interface Looked {
  readonly secrets: number;
  /** How many places there were of each kind. */
  readonly places: Readonly<Record<Kind, number>>;
  /** How many outputs that a job hands on had something in them. */
  readonly handedOn: number;
  /** A sentence for each leak, and for each place that was to be looked at and was not there. */
  readonly wrong: readonly string[];
}

/** @param root of the checkout, whose workflows ran. @param worlds a secret of one may be shown by none of them. */
export async function lookForLeaks(root: string, worlds: readonly ToldWorld[]): Promise<Looked> {
  const secrets = worlds.flatMap((world) => world.secrets);
  const places = worlds.map(placesOf);
  const handedOn = await Promise.all(worlds.map((world) => numberHandedOn(root, world)));
  const all = places.flat();
  const countOf = (kind: Kind): number => all.filter((place) => place.kind === kind).length;
  return {
    secrets: secrets.length,
    places: Object.fromEntries(kinds.map((kind) => [kind, countOf(kind)])) as Record<Kind, number>,
    handedOn: handedOn.reduce((sum, { seen }) => sum + seen, 0),
    wrong: [
      ...(worlds.some(({ runs }) => runs.length > 0) ? [] : ['no run was looked at for secrets']),
      ...secretsShown(all, secrets),
      ...worlds.flatMap((world, at) => tooLittle(world, places[at] ?? [])),
      ...handedOn.flatMap(({ wrong }) => wrong),
    ],
  };
}
