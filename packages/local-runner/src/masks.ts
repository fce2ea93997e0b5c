/**
 * The secrets of one job and what the log shows instead. A secret of several lines hides line by line too, because
 * the log is written line by line.
 */

export interface Masks {
  add(secret: string): void;
  apply(text: string): string;
  /** What was added, in order. */
  readonly secrets: readonly string[];
}

export function createMasks(initial: readonly string[] = []): Masks {
  const secrets: string[] = [];
  // Longest first, so that a secret inside another one does not leave the rest of it readable.
  let hidden: readonly string[] = [];
  const add = (secret: string): void => {
    if (secret.trim() === '' || secrets.includes(secret)) return;
    secrets.push(secret);
    const parts = secrets
      .flatMap((each) => [each, ...each.split(/\r?\n/)])
      .filter((part) => part.trim() !== '');
    hidden = [...new Set(parts)].sort((a, b) => b.length - a.length);
  };
  for (const secret of initial) add(secret);
  return {
    add,
    apply: (text) => hidden.reduce((masked, secret) => masked.replaceAll(secret, '***'), text),
    secrets,
  };
}
