/**
 * Putting a tag only while it may be put. A registry has no "put if it is still so", and what was seen before an
 * upload may be minutes old; so the tag is looked at again directly before each attempt, repeated ones included.
 */

/**
 * Told the digest that the tag holds now; undefined when there is no such tag.
 * @returns `present` when the tag is done as it is. @throws Failure when it must not be put.
 */
export type TagRule = (tag: string, holds: string | undefined) => 'put' | 'present';

export type TagEnd = 'pushed' | 'present';

export interface TagPut {
  readonly digest: string;
  readonly look: () => Promise<{ readonly digest: string } | undefined>;
  readonly put: () => Promise<unknown>;
  /** Whatever the tag holds, when left out: then nothing is looked at. */
  readonly rule: ((holds: string | undefined) => 'put' | 'present') | undefined;
}

/** @returns one attempt, to be called again while what it throws is transient. */
export function tagAttempts({ digest, look, put, rule }: TagPut): () => Promise<TagEnd> {
  let wasSent = false;
  return async () => {
    if (rule !== undefined) {
      const holds = (await look())?.digest;
      // The answer to an earlier attempt was lost, not the attempt.
      if (wasSent && holds === digest) return 'pushed';
      if (rule(holds) === 'present') return 'present';
    }
    wasSent = true;
    await put();
    return 'pushed';
  };
}
