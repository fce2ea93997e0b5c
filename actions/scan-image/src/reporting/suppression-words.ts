/** Who suppressed a finding, why, and until when; and who did so where it has no effect. */
import { distinct } from '../judging/count.ts';
import { isCounted } from '../judging/assessed.ts';
import type { JudgedImage } from '../judged-image.ts';
import type { FilePlace, Ignore, Suppression } from '../suppressing/suppression.ts';

export interface SuppressionWords {
  /** Who answers for it. */
  readonly by: string;
  readonly why: string;
  /** `until 2026-12-31`; '' without an end. */
  readonly until: string;
  /** `ignores.yaml:12`; '' where there is no file. */
  readonly place: string;
}

export function suppressionWords(suppression: Suppression): SuppressionWords {
  switch (suppression.kind) {
    case 'ignore': {
      const { owner, reason, place } = suppression.ignore;
      return { by: owner, why: reason, until: untilOf(suppression.ignore), place: placeOf(place) };
    }
    case 'vex': {
      const { author, status, justification, statement, place } = suppression.statement;
      const why = [status, justification, statement].filter((part) => part !== undefined).join(': ');
      return { by: `VEX of ${author}`, why, until: '', place: placeOf(place) };
    }
  }
}

/** Whoever suppressed a finding in Inspector has to hear why it counts; undefined when nobody did. */
export function inspectorInWords({ findings }: Pick<JudgedImage, 'findings'>): string | undefined {
  const number = distinct(findings.filter((each) => each.isSuppressedByInspector && isCounted(each)));
  if (number === 0) return undefined;
  return `${String(number)} of the counted findings ${number === 1 ? 'is' : 'are'} suppressed in Inspector, which has no effect here: an entry in the ignore file has.`;
}

export const placeOf = ({ file, line }: FilePlace): string => `${file}:${String(line)}`;

const untilOf = ({ expires, untilFixed }: Ignore): string =>
  `until ${expires}${untilFixed ? ', or a fix' : ''}`;
