/** Entries of the ignore file that somebody must look after, with what is the matter and what to do. */
import type { Ignore } from '../suppressing/suppression.ts';
import type { IgnoreStandings } from '../suppressing/ignore-standing.ts';

export interface IgnoreConcern {
  readonly ignore: Ignore;
  readonly kind: keyof IgnoreStandings;
  /** A sentence with its full stop. */
  readonly words: string;
}

type Phrase = (ignore: Ignore) => string;

const phrases: Readonly<Record<keyof IgnoreStandings, Phrase>> = {
  expired: ({ expires, owner }) =>
    `expired on ${expires} and hides nothing any more; ${owner} renews it with a reason or removes it.`,
  fixable: ({ owner }) =>
    `ended where a fix exists (\`until-fixed\`), and hides nothing there any more; ${owner} updates the package, then removes it.`,
  expiring: ({ expires, owner }) =>
    `expires on ${expires}; until then ${owner} updates the package, or renews it with a reason.`,
  stale: ({ owner }) => `fits nothing that was found; ${owner} removes it.`,
};

/** What has ended first, then what will end, then what is left over. */
const order = ['expired', 'fixable', 'expiring', 'stale'] as const;

export function ignoreConcerns(standings: IgnoreStandings): readonly IgnoreConcern[] {
  return order.flatMap((kind) =>
    standings[kind].map((ignore) => ({
      ignore,
      kind,
      words: `The ignore of ${subjectOf(ignore)} ${phrases[kind](ignore)}`,
    })),
  );
}

function subjectOf({ id, package: name, path }: Ignore): string {
  const inPackage = name === undefined ? '' : ` in ${name}`;
  return `${id}${inPackage}${path === undefined ? '' : ` at ${path}`}`;
}
