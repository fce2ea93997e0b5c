/** From the template to the document that was asked for: changes by name first, then the merge patch, then `unset`. */
import type { JsonObject } from '@slipway/documents/value';
import { inContainers } from '@slipway/task-definition/changing/containers';
import { withImages } from '@slipway/task-definition/changing/images';
import { withTags } from '@slipway/task-definition/changing/labels';
import { mergePatch } from '@slipway/task-definition/changing/merge-patch';
import { withTaskMembers } from '@slipway/task-definition/changing/task-members';
import { withoutPaths } from '@slipway/task-definition/changing/unset';
import { chosenContainers } from './container-choice.ts';
import { changesOf } from './container-settings.ts';
import type { Request } from './request.ts';

/**
 * @param images container → image, complete.
 * @throws Failure of kind input for a container or a path that is not there.
 */
export function changeTemplate(
  template: JsonObject,
  request: Pick<Request, 'containers' | 'settings' | 'task' | 'tags' | 'mergePatch' | 'unset'>,
  images: ReadonlyMap<string, string>,
): JsonObject {
  const changes = changesOf(request.settings);
  const containers = changes.length === 0 ? [] : chosenContainers(request.containers, template);
  const changed = inContainers(withImages(template, images), containers, (container) =>
    changes.reduce((before, change) => change(before), container),
  );
  const task = withTaskMembers(changed, request.task);
  const tagged = request.tags.size === 0 ? task : withTags(task, request.tags);
  const patched = request.mergePatch === undefined ? tagged : mergePatch(tagged, request.mergePatch);
  return withoutPaths(patched, request.unset);
}
