/**
 * Differences as they may be shown: a value that is a secret by its name or by its looks is hidden. A secret
 * belongs into `secrets:` of a task definition, but many stand in `environment`.
 */
import type { Json } from './document.ts';
import type { Difference } from './compare.ts';

export const hidden = '(hidden)';

const secretName =
  /secret|token|passw|passphrase|pwd|credential|private|signature|salt|api_?key|access_?key|auth|dsn|connection_?string|cookie/i;

/** URLs with a password, PEM blocks, and the tokens of well-known services. */
const secretLooks = [
  /:\/\/[^\s/:@]*:[^\s/@]+@/,
  /-----BEGIN /,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(?:gh[pousr]_|github_pat_|xox[abpr]-|sk_live_|sk-|glpat-|npm_)\w{10,}/,
  /\beyJ[\w-]{10,}\.[\w-]+\./,
  /(?:password|passwd|secret|token|api[_-]?key)\s*[=:]\s*\S/i,
];

/** The same differences with hidden values; null stays null, so that what came and went can still be seen. */
export function redacted(differences: readonly Difference[]): readonly Difference[] {
  return differences.map(({ path, before, after }) => ({
    path,
    before: hide(path, before),
    after: hide(path, after),
  }));
}

function hide(path: string, value: Json): Json {
  if (value === null || typeof value === 'boolean') return value;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (refersToSecret(path, shown)) return value;
  return namesSecret(path) || secretLooks.some((looks) => looks.test(shown)) ? hidden : value;
}

/** Only what a team names itself can name a secret: variables, labels and options. */
function namesSecret(path: string): boolean {
  const name = /\.(?:environment|dockerLabels|options|tags)\.(.+)$/.exec(`.${path}`)?.[1];
  return name !== undefined && secretName.test(name);
}

/** An ARN says where a secret is, not what it is. */
const refersToSecret = (path: string, value: string): boolean =>
  path.includes('.secrets.') || /^arn:[\w:/.+-]+$/.test(value);
