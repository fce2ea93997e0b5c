/** Joins the licence files of a bundle's chunks: each package once, although several chunks hold parts of it. */

/** A package's part begins with its name and its SPDX identifier, each on a line of its own. */
const partStart =
  /^(?=(?:@[\w.-]+\/)?[\w.-]+\n(?:Apache-2\.0|MIT|MIT-0|ISC|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|CC0-1\.0)\n)/m;

/** @param texts what was written for each chunk. @returns one text, in the order in which the packages first come. */
export function joinedLicences(texts: readonly string[]): string {
  const parts = texts.flatMap((text) => text.split(partStart)).map((part) => part.trim());
  return `${[...new Set(parts)].filter((part) => part !== '').join('\n\n')}\n`;
}
