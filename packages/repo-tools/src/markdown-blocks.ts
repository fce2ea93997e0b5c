/** The fenced blocks of a page in Markdown: what people copy from it. */

export interface Block {
  /** 1-based, of the opening fence. */
  readonly line: number;
  readonly content: string;
}

/** @param language as it stands behind the opening fence, such as `yaml`. */
export function blocksOf(markdown: string, language: string): readonly Block[] {
  const fence = /^( *)```(\S*)[^\n]*\n([\s\S]*?)^\1``` *$/gm;
  return [...markdown.matchAll(fence)].flatMap(({ 2: name, 3: content = '', index }) =>
    name === language ? [{ line: markdown.slice(0, index).split('\n').length, content }] : [],
  );
}
