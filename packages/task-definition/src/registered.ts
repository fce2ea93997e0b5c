/** From what DescribeTaskDefinition answers to a document that can be registered again. */
import type { JsonObject } from '@slipway/documents/value';
import type { TaskDefinitionDocument } from './document.ts';
import { withoutReadOnly } from './reading/read-only.ts';

export interface RegisteredTag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/**
 * @param registered the SDK's `taskDefinition`; dates are dropped with the other read-only members.
 * @param tags the SDK's `tags`, which stand beside it. Those of AWS itself (`aws:…`) can't be set again and are left out.
 */
export function documentOf(registered: object, tags: readonly RegisteredTag[] = []): TaskDefinitionDocument {
  const whole = JSON.parse(JSON.stringify(registered)) as JsonObject;
  const own = tags.flatMap(({ key, value }) =>
    key === undefined || key.startsWith('aws:') ? [] : [{ key, value: value ?? '' }],
  );
  const { document } = withoutReadOnly({
    ...whole,
    containerDefinitions: whole.containerDefinitions ?? [],
    ...(own.length === 0 ? {} : { tags: own }),
  });
  return document as TaskDefinitionDocument;
}
