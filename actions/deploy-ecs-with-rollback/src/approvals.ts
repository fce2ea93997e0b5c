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
  /** `gate`, or `report`, which allows everything. */
  readonly mode: string;
}

export const approval: Parser<Approval> = {
  expects: 'outputs `approval` of scan-image',
  read: (line) => {
    const { repository, digest, allowed, verdict, mode } = members(line);
    if (typeof repository !== 'string' || typeof digest !== 'string' || typeof allowed !== 'boolean') {
      throw new Unreadable('an approval has repository, digest and allowed');
    }
    return { repository, digest, allowed, verdict: wordOf(verdict), mode: wordOf(mode) };
  },
};

const wordOf = (value: unknown): string => (typeof value === 'string' ? oneLine(value, 40) : 'unknown');

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
 * @param standIn the host of what stands in for ECR, where something does: its images are those of ECR.
 * @returns what to notice, a sentence each: images that nobody judged, and such as are allowed with the gate off.
 * @throws Failure of kind outcome that names every image that is not pinned or not allowed.
 */
export function checkApprovals(
  images: readonly string[],
  approvals: readonly Approval[],
  standIn?: string,
): readonly string[] {
  const answers = images.map((image) => answerFor(image, approvals, standIn));
  const problems = answers.flatMap((answer) => (answer.kind === 'refused' ? answer.why : []));
  if (problems.length > 0) {
    throw outcomeFailure({
      code: 'scan-not-approved',
      what: 'What is to be deployed was not approved',
      why: problems.join('; '),
      hint: 'Give the output `approval` of scan-image for exactly these images in `scan-approvals`. Nothing was changed.',
    });
  }
  return answers.flatMap((answer) => (answer.kind === 'allowed' ? answer.notices : []));
}

type Answer =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'allowed'; readonly notices: readonly string[] };

function answerFor(image: string, approvals: readonly Approval[], standIn: string | undefined): Answer {
  const [, repository, digest] = imageWithHost.exec(image) ?? [];
  const given = approvals.filter((each) => each.repository === repository && each.digest === digest);
  const isInEcr = ecrHost.test(image) || (standIn !== undefined && image.startsWith(`${standIn}/`));
  const name = oneLine(image, 300);
  // An approval counts wherever the image is: ECR may stand behind another name.
  if (given.length === 0 && !isInEcr) return allowed([`${name} is not in ECR, so no scan was asked for.`]);
  if (digest === undefined) return refused(`${name} is not pinned by digest`);
  if (given.length === 0) return refused(`there is no approval for ${name}`);
  // A no is not outvoted.
  const against = given.filter((each) => !each.allowed);
  if (against.length > 0) return refused(`scan-image did not allow ${name} (${inWords(against)})`);
  const off = given.filter(({ mode }) => mode !== 'gate');
  return allowed(
    off.length === 0 ? [] : [`${name} is allowed by a scan whose gate was off (${inWords(off)}).`],
  );
}

const refused = (why: string): Answer => ({ kind: 'refused', why });
const allowed = (notices: readonly string[]): Answer => ({ kind: 'allowed', notices });

/** `failed in mode gate`. */
const inWords = (approvals: readonly Approval[]): string =>
  [...new Set(approvals.map(({ verdict, mode }) => `${verdict} in mode ${mode}`))].join(', ');

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
