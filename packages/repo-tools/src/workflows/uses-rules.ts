/**
 * What stands behind `uses:`. The actions of others: by the commit whose inputs we know, with its version beside it, so that
 * nothing moves and a person can read it. Ours: by `$/` in what travels together, by the published name in what people copy.
 */
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import { thirdParty } from './known-actions.ts';
import { published, type WorkflowText } from './workflow-texts.ts';

export interface Use {
  readonly uses: string;
  readonly comment: string;
  readonly given: Readonly<Record<string, unknown>>;
}

/** @returns sentences, none when every use is pinned as it has to be. */
export function usesProblems({ path, kind, content }: WorkflowText): readonly string[] {
  return usesIn(content).flatMap((use) =>
    [...problemsOfPin(use, kind), ...problemsOfCheckout(use)].map(
      (problem) => `${path}: ${use.uses} ${problem}.`,
    ),
  );
}

/** Every `uses`, with the comment behind it. */
export function usesIn(content: string): readonly Use[] {
  const found: Use[] = [];
  visit(parseDocument(content), {
    Pair: (_, { key, value }, parents) => {
      const map = parents.at(-1);
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value) || !isMap(map)) return;
      const { with: given = {} } = map.toJSON() as { with?: Record<string, unknown> };
      found.push({ uses: String(value.value), comment: value.comment?.trim() ?? '', given });
    },
  });
  return found;
}

function problemsOfPin({ uses, comment }: Use, kind: WorkflowText['kind']): readonly string[] {
  if (uses.startsWith('$/')) return kind === 'workflow' ? [] : [`is ours: others write ${published}/…@v1`];
  if (uses.startsWith(`${published}/`)) return problemsOfPublished(uses, kind);
  if (uses.startsWith('./'))
    return ['is found in what the job checked out: write $/ here, the published name elsewhere'];
  return kind === 'example' ? [] : problemsOfCommit(uses, comment);
}

function problemsOfPublished(uses: string, kind: WorkflowText['kind']): readonly string[] {
  if (kind === 'workflow') return ['is ours: write $/…, so that it is of the same commit'];
  return uses.endsWith('@v1') ? [] : ['is ours: people get it as @v1'];
}

/** Pages show the major version of others' actions; what runs, or is copied, has the commit. */
function problemsOfCommit(uses: string, comment: string): readonly string[] {
  const [name = '', ref = ''] = uses.split('@');
  if (!/^[0-9a-f]{40}$/.test(ref)) return ['is not pinned by the whole id of a commit'];
  const known = thirdParty.get(name);
  if (known === undefined) return ['is not in third-party-actions.yml: add what it takes and gives'];
  return [
    ...(known.commit === ref
      ? []
      : [`is another commit than third-party-actions.yml was read at, ${known.commit}`]),
    ...(comment === known.version ? [] : [`needs its version behind it: # ${known.version}`]),
  ];
}

/** What runs later in the job, a Dockerfile or a test, has no business with the token that checkout leaves. */
const problemsOfCheckout = ({ uses, given }: Use): readonly string[] =>
  uses.startsWith('actions/checkout@') && String(given['persist-credentials']) !== 'false'
    ? ['leaves its token in the folder: write persist-credentials: false']
    : [];
