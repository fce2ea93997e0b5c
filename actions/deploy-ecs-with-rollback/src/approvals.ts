/** Whether the very images that are to be deployed were scanned and allowed: the gate, seen from this side. */
import { outcomeFailure } from '@slipway/action-kit/failures';
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { oneLine } from '@slipway/action-kit/untrusted';

/** One output `approval` of scan-image. */
export interface Approval {
  readonly repository: string;
  readonly digest: string;
  readonly allowed: boolean;
  readonly verdict: string;
}

export const approval: Parser<Approval> = {
  expects: 'outputs `approval` of scan-image',
  read: (line) => {
    const { repository, digest, allowed, verdict } = members(line);
    if (typeof repository !== 'string' || typeof digest !== 'string' || typeof allowed !== 'boolean') {
      throw new Unreadable('an approval has repository, digest and allowed');
    }
    return { repository, digest, allowed, verdict: typeof verdict === 'string' ? verdict : 'unknown' };
  },
};

function members(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Unreadable('it is no JSON object');
}

/** However it is written: upper case and a port lead to the same registry. */
const ecrHost = /^\s*\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9.-]+(?::\d+)?\//i;
const imageWithHost = /^[^/]+\/([^:@]+)(?::[^@]+)?(?:@(sha256:[0-9a-f]{64}))?$/;

/**
 * @param images as the containers name them.
 * @returns those that are not in ECR and were not judged.
 * @throws Failure of kind outcome that names every image that is not pinned or not allowed.
 */
export function checkApprovals(images: readonly string[], approvals: readonly Approval[]): readonly string[] {
  const verdicts = images.map((image) => ({ image, problem: problemOf(image, approvals) }));
  const problems = verdicts.flatMap(({ problem }) => (problem === 'elsewhere' ? [] : (problem ?? [])));
  if (problems.length > 0) {
    throw outcomeFailure({
      code: 'scan-not-approved',
      what: 'What is to be deployed was not approved',
      why: problems.join('; '),
      hint: 'Give the output `approval` of scan-image for exactly these images in `scan-approvals`. Nothing was changed.',
    });
  }
  return verdicts.flatMap(({ image, problem }) => (problem === 'elsewhere' ? [image] : []));
}

function problemOf(image: string, approvals: readonly Approval[]): string | undefined {
  const [, repository, digest] = imageWithHost.exec(image) ?? [];
  const given = approvals.filter((each) => each.repository === repository && each.digest === digest);
  // An approval counts wherever the image is: ECR may stand behind another name, as the local cloud's does.
  if (given.length === 0 && !ecrHost.test(image)) return 'elsewhere';
  const name = oneLine(image, 300);
  if (digest === undefined) return `${name} is not pinned by digest`;
  if (given.length === 0) return `there is no approval for ${name}`;
  if (given.some(({ allowed }) => allowed)) return undefined;
  const verdicts = given.map(({ verdict }) => oneLine(verdict, 40)).join(', ');
  return `scan-image did not allow ${name} (${verdicts})`;
}

/** The images that the containers of a document name. */
export function imagesOf(document: Readonly<Record<string, unknown>>): readonly string[] {
  const containers: unknown[] = Array.isArray(document.containerDefinitions)
    ? document.containerDefinitions
    : [];
  const images = containers.flatMap((each) =>
    typeof each === 'object' && each !== null && 'image' in each && typeof each.image === 'string'
      ? each.image
      : [],
  );
  return [...new Set(images)];
}
