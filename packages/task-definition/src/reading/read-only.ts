/** Takes out of a document what nobody can register: what only ECS writes, and the line that editors read. */
import type { JsonObject } from '@slipway/documents/value';
import { readOnlyMembers } from '../register-members.ts';

/** What an editor reads to check the file while it is written; ECS has no member that begins with a dollar sign. */
const editorsSchema = '$schema';

const isForNobody = (member: string): boolean => member === editorsSchema || readOnlyMembers.includes(member);

export interface Stripped {
  readonly document: JsonObject;
  /** In the order in which they stood. */
  readonly stripped: readonly string[];
}

export function withoutReadOnly(whole: JsonObject): Stripped {
  const kept = Object.entries(whole).filter(([member]) => !isForNobody(member));
  return { document: Object.fromEntries(kept), stripped: Object.keys(whole).filter(isForNobody) };
}
