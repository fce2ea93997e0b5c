/** A document as the bytes of a file: the same document gives the same bytes. */
import type { TaskDefinitionDocument } from './document.ts';

/** JSON indented by two spaces, members in their own order, with a line feed at the end. */
export function renderDocument(document: TaskDefinitionDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
