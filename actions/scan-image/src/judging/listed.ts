/** Findings put together over platforms: one for each thing to repair and to decide on, in the order people read them. */
import { findingKey } from '../findings/findings.ts';
import { inOrder } from '../findings/order.ts';
import { severities } from '../findings/severities.ts';
import { isCounted, type AssessedFinding, type ListedFinding } from './assessed.ts';

/**
 * Findings that differ in nothing but the platform become one; what is new on one platform only stays apart.
 * @returns worst first; of equal severity first what is counted, then what is new.
 */
export function listed(findings: readonly AssessedFinding[]): readonly ListedFinding[] {
  const groups = new Map<string, AssessedFinding[]>();
  for (const finding of findings) {
    const key = groupOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(together).sort(inReadingOrder);
}

function groupOf(finding: AssessedFinding): string {
  const { severity, fix, fixedIn = '', standing = '', leftOut = '', suppression, breaches } = finding;
  const inspector = finding.isSuppressedByInspector ? 'suppressed in Inspector' : '';
  const decided = [severity, fix, fixedIn, standing, leftOut, whose(suppression), inspector, breaches.join()];
  return [findingKey(finding), ...decided].join('\0');
}

function whose(suppression: AssessedFinding['suppression']): string {
  if (suppression === undefined) return '';
  switch (suppression.kind) {
    case 'ignore':
      return `ignore ${suppression.ignore.place.file}:${String(suppression.ignore.place.line)}`;
    case 'vex':
      return `vex ${suppression.statement.place.file}:${String(suppression.statement.place.line)}`;
  }
}

/** What the scanner says of one platform and not of another is taken where it is said. */
function together(group: readonly AssessedFinding[]): ListedFinding {
  const ordered = group.toSorted((a, b) => inOrder(a.platform, b.platform));
  const [first] = ordered;
  if (first === undefined) throw new Error('a group of findings has at least one');
  const platforms = [...new Set(ordered.map(({ platform }) => platform))];
  return { ...first, platforms: platforms.filter((platform) => platform !== '') };
}

function inReadingOrder(a: ListedFinding, b: ListedFinding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    Number(isCounted(b)) - Number(isCounted(a)) ||
    newness(b) - newness(a) ||
    inOrder(a.package, b.package) ||
    inOrder(a.id, b.id) ||
    inOrder(
      groupOf({ ...a, platform: '', arn: undefined }),
      groupOf({ ...b, platform: '', arn: undefined }),
    ) ||
    inOrder(a.platforms.join(), b.platforms.join())
  );
}

const newness = ({ standing }: ListedFinding): number => (standing === 'introduced' ? 1 : 0);
