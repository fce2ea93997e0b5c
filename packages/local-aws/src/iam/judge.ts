/** What policies say to a request: an explicit deny wins, and what nobody allows is denied. Pure. */
import { holds } from './operators.ts';
import { matches, type Choice, type Policy, type Request, type Statement } from './policy.ts';

/** What somebody may: all policies of an identity together, and the boundary that must allow it as well. */
export interface Rights {
  readonly policies: readonly Policy[];
  readonly boundary?: Policy | undefined;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  /** A statement says no. */
  | { readonly kind: 'denied'; readonly by: 'policies' | 'boundary'; readonly sid: string | undefined }
  /** No statement says yes. */
  | { readonly kind: 'not-allowed'; readonly by: 'policies' | 'boundary' };

export function judge({ policies, boundary }: Rights, request: Request): Verdict {
  const sides: readonly Side[] = [
    { by: 'policies', statements: aboutIt(policies, request) },
    ...(boundary === undefined
      ? []
      : [{ by: 'boundary', statements: aboutIt([boundary], request) } as const]),
  ];
  for (const { by, statements } of sides) {
    const deny = statements.find(({ effect }) => effect === 'Deny');
    if (deny !== undefined) return { kind: 'denied', by, sid: deny.sid };
  }
  const silent = sides.find(({ statements }) => statements.length === 0);
  return silent === undefined ? { kind: 'allowed' } : { kind: 'not-allowed', by: silent.by };
}

interface Side {
  readonly by: 'policies' | 'boundary';
  readonly statements: readonly Statement[];
}

const aboutIt = (policies: readonly Policy[], request: Request): readonly Statement[] =>
  policies.flatMap(({ statements }) => statements.filter((statement) => isAbout(statement, request)));

export const isAbout = (
  { actions, resources, conditions }: Statement,
  { action, resource, keys }: Request,
): boolean =>
  chooses(actions, action, 'any') &&
  chooses(resources, resource, 'exact') &&
  conditions.every((condition) => holds(condition, keys));

const chooses = ({ patterns, isNot }: Choice, text: string, cases: 'exact' | 'any'): boolean =>
  patterns.some((pattern) => matches(pattern, text, cases)) !== isNot;
