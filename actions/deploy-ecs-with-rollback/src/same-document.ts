/** Whether a document and what ECS answers for a revision mean the same. */
import type { TaskDocument } from '@slipway/rollout/observations';
import { sameDocument as same } from '@slipway/task-definition/comparing/compare';
import { documentOf, type RegisteredTag } from '@slipway/task-definition/registered';

export function sameDocument(a: TaskDocument, b: TaskDocument): boolean {
  return same(plain(a), plain(b));
}

function plain({ tags, ...rest }: TaskDocument) {
  return documentOf(rest, Array.isArray(tags) ? (tags as readonly RegisteredTag[]) : []);
}
