/**
 * How many of the findings that ECR counts came with its answer. Stands apart because a gate takes an answer for the
 * whole when none lacks: nothing may be counted here that could stand for a finding which is still on its way.
 *
 * Whether ECR counts what Inspector has closed is not documented. Were it never taken for counted, an image with a
 * closed finding could be waited for in vain for ever; were it always, it would stand for any other one. So a closed
 * finding is taken for counted only where the open ones of its own severity are fewer than ECR counts of them. Open
 * ones are compared over all severities: that ECR counts by the severities which it lists is not documented either.
 * Findings that come with the next moments are nobody's here: a gate gives enhanced ones some time before it reads them.
 */
import type { EnhancedImageScanFinding, ImageScanFindings } from '@aws-sdk/client-ecr';

type Counts = ReadonlyMap<string, number>;

export interface FindingCounter {
  add(page: ImageScanFindings): void;
  /** How many ECR counts, over all severities; undefined when it gives no counts. */
  counted(): number | undefined;
  /** How many came, each finding of Inspector once, whatever the number of its packages. */
  listed(): number;
}

export function findingCounter(): FindingCounter {
  let counts: Counts | undefined;
  let basic = 0;
  const enhanced = new Map<unknown, EnhancedImageScanFinding>();
  return {
    add: ({ findingSeverityCounts, findings = [], enhancedFindings = [] }) => {
      if (findingSeverityCounts !== undefined) counts = highest(counts, findingSeverityCounts);
      basic += findings.length;
      for (const each of enhancedFindings) {
        // One that comes again on another page is open when either says so.
        const name = each.findingArn ?? Symbol();
        if (!enhanced.has(name) || !isClosed(each)) enhanced.set(name, each);
      }
    },
    counted: () => counts && sum(counts.values()),
    listed: () => {
      const all = [...enhanced.values()];
      const open = all.filter((each) => !isClosed(each));
      return (
        basic +
        open.length +
        closedAmong(counts ?? new Map(), bySeverity(open), bySeverity(all.filter(isClosed)))
      );
    },
  };
}

/** What it told of is gone. */
export const isClosed = ({ status }: EnhancedImageScanFinding): boolean => status === 'CLOSED';

/** Each page has the counts of all pages; where they grow from one page to the next, more has come meanwhile. */
function highest(known: Counts = new Map(), told: Readonly<Record<string, number>>): Counts {
  const counts = new Map(known);
  for (const [severity, number] of Object.entries(told))
    counts.set(nameOf(severity), Math.max(known.get(nameOf(severity)) ?? 0, number));
  return counts;
}

/** ECR's own severities have no word for what Inspector calls UNTRIAGED. */
const nameOf = (severity: string): string => (severity === 'UNTRIAGED' ? 'UNDEFINED' : severity);

function bySeverity(findings: readonly EnhancedImageScanFinding[]): Counts {
  const counts = new Map<string, number>();
  for (const { severity = '' } of findings)
    counts.set(nameOf(severity), (counts.get(nameOf(severity)) ?? 0) + 1);
  return counts;
}

/** Those that ECR seems to count: of each severity as many as its count has beyond the open ones. */
function closedAmong(counts: Counts, open: Counts, closed: Counts): number {
  const taken = [...closed].map(([severity, number]) => {
    const lacking = (counts.get(severity) ?? 0) - (open.get(severity) ?? 0);
    return Math.min(number, Math.max(lacking, 0));
  });
  return sum(taken);
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0);
