/** The body of an answer, held in memory up to a limit: a registry is not trusted to end it, nor to say its length. */

export interface Body {
  readonly bytes: Uint8Array;
  /** False when it goes on. */
  readonly isWhole: boolean;
}

/** What goes beyond `most` bytes is not fetched. @throws TypeError for a broken connection. */
export async function readBody({ body }: Response, most: number): Promise<Body> {
  if (body === null) return { bytes: new Uint8Array(), isWhole: true };
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the body.
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    size += piece.byteLength;
    if (size > most) break;
  }
  return { bytes: new Uint8Array(Buffer.concat(pieces)).subarray(0, most), isWhole: size <= most };
}
