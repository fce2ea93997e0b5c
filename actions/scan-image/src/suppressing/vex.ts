/** What OpenVEX documents say of the findings of one image: of each finding, only what was said last. */
import type { Finding } from '../findings/finding.ts';
import { anyOf } from './fit.ts';
import type { VexImage } from './image-purl.ts';
import type { VexStatement } from './suppression.ts';
import type { VexClaim } from './vex-claim.ts';
import { doubtsInWords, type Doubted } from './vex-doubts.ts';
import type { VexDocument } from './vex-file.ts';
import { fitOf, type FitOf } from './vex-fit.ts';

export interface VexAnswers {
  /** What was said last of the finding in this image, when that suppresses it. */
  readonly statementFor: (finding: Finding) => VexStatement | undefined;
  /** Documents that say nothing of this image, a sentence each. */
  readonly warnings: readonly string[];
  /** What would suppress one of these findings, were it certain that it is meant: sentences. */
  readonly doubtsAbout: (findings: readonly Finding[]) => readonly string[];
}

/** A statement about this image, or about packages that may be in it. */
interface Statement {
  readonly claim: VexClaim;
  readonly fitOf: FitOf;
}

/** What was said last of a vulnerability counts, whichever document has it; of two at once, what suppresses nothing. */
export function vexFor(documents: readonly VexDocument[], image: VexImage): VexAnswers {
  const found = documents.map(({ file, claims }) => ({
    file,
    statements: claims.flatMap((claim) => statementOf(claim, image) ?? []),
  }));
  const byId = statementsById(found.flatMap(({ statements }) => statements).sort(lastFirst));
  const about = (finding: Finding): Answer => answerOf(statementsAbout(finding, byId), finding);
  return {
    statementFor: (finding) => about(finding).statement,
    doubtsAbout: (findings) => doubtsInWords(findings.flatMap((finding) => about(finding).doubted)),
    warnings: found.flatMap(({ file, statements }) =>
      statements.length > 0
        ? []
        : [`The VEX document ${file} says nothing of ${image.repository}, so it suppresses nothing.`],
    ),
  };
}

const lastFirst = ({ claim: a }: Statement, { claim: b }: Statement): number =>
  b.madeAt - a.madeAt || Number(a.suppressing !== undefined) - Number(b.suppressing !== undefined);

function statementsById(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const byId = new Map<string, Statement[]>();
  for (const statement of statements) {
    for (const id of new Set(statement.claim.ids)) {
      const before = byId.get(id);
      if (before === undefined) byId.set(id, [statement]);
      else before.push(statement);
    }
  }
  return byId;
}

/** Under another id of the same vulnerability a statement may take back what was said, and suppresses nothing. */
function statementsAbout(
  { id, related }: Finding,
  byId: ReadonlyMap<string, readonly Statement[]>,
): readonly Statement[] {
  const own = byId.get(id) ?? [];
  const back = related
    .flatMap((other) => byId.get(other) ?? [])
    .filter(({ claim }) => claim.suppressing === undefined);
  return back.length === 0 ? own : [...own, ...back].sort(lastFirst);
}

/** Undefined when none of its products is this image or can be a package in it. */
function statementOf(claim: VexClaim, image: VexImage): Statement | undefined {
  const products = claim.products.flatMap((product) => fitOf(product, claim, image) ?? []);
  if (products.length === 0) return undefined;
  return { claim, fitOf: (finding) => anyOf(products.map((each) => each(finding))) };
}

interface Answer {
  readonly statement: VexStatement | undefined;
  /** What was passed over on the way to it. */
  readonly doubted: readonly Doubted[];
}

/**
 * What may be about the finding decides when it suppresses nothing; what suppresses must be about it.
 * @param statements of its id, the last one first.
 */
function answerOf(statements: readonly Statement[], finding: Finding): Answer {
  const doubted: Doubted[] = [];
  for (const { claim, ...statement } of statements) {
    const fit = statement.fitOf(finding);
    if (fit === 'another') continue;
    if (fit === 'same' || claim.suppressing === undefined) return { statement: claim.suppressing, doubted };
    doubted.push({ doubt: fit, finding, place: claim.suppressing.place });
  }
  return { statement: undefined, doubted };
}
