/** A part of a path as it is meant; as it is when it is no valid encoding. */
export function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
