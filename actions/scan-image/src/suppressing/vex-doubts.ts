/** What a person is told of statements that would suppress a finding, were it certain that they mean it. */
import type { Finding } from '../findings/finding.ts';
import type { Doubt } from './fit.ts';
import type { FilePlace } from './suppression.ts';

export interface Doubted {
  readonly doubt: Doubt;
  readonly finding: Finding;
  /** Of the statement. */
  readonly place: FilePlace;
}

/** Each follows a colon, and says what would help. */
const words: Readonly<Record<Doubt, string>> = {
  narrowed:
    'its product is narrowed by identifiers, hashes or qualifiers that no scan tells, so name it without them',
  distribution:
    'the scan does not tell whether the image is of the distribution that the package URL names, so name the image by its digest and the package as a part of it',
  'any-version':
    'its package URL of a distribution has no version, so it may mean the package of another release: add the version',
  'fixed-in-any-version': '`fixed` needs the version of the package',
  'fixed-in-any-image':
    '`fixed` without a digest would hide it in every later image, and the scan finds it in this one: add the digest',
};

/** A sentence for each reason in each document, with the first of its findings. */
export function doubtsInWords(doubted: readonly Doubted[]): readonly string[] {
  const groups = Map.groupBy(doubted, ({ doubt, place }) => `${doubt}\0${place.file}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { doubt, finding, place } = first;
    const subjects = new Set(others.map(subjectOf));
    subjects.delete(subjectOf(first));
    const more = subjects.size === 0 ? '' : `, and ${String(subjects.size)} more`;
    return `The VEX document ${place.file} does not suppress ${finding.id} in ${finding.package} (line ${String(place.line)})${more}: ${words[doubt]}.`;
  });
}

const subjectOf = ({ finding }: Doubted): string => [finding.id, finding.package, finding.version].join('\0');
