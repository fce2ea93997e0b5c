/** What containers and tasks are marked with: docker labels, and the tags of the task definition. */
import type { JsonObject } from '@slipway/documents/value';
import type { ContainerChange } from './containers.ts';
import { setItems, setMembers } from './entries.ts';

export const setDockerLabels =
  (labels: ReadonlyMap<string, string>): ContainerChange =>
  (container) => ({ ...container, dockerLabels: setMembers(container.dockerLabels, labels) });

export const withTags = (document: JsonObject, tags: ReadonlyMap<string, string>): JsonObject => ({
  ...document,
  tags: setItems(document.tags, { name: 'key', value: 'value' }, tags),
});
