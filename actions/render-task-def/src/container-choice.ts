/** Which containers the inputs for a container are for. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import { refined, text, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { JsonObject } from '@slipway/documents/value';
import { containerNames, requireContainer } from '@slipway/task-definition/changing/containers';

export type ContainerChoice =
  { readonly kind: 'all' } | { readonly kind: 'named'; readonly names: readonly string[] };

export const containerChoice: Parser<ContainerChoice> = refined(
  text,
  'names of containers, separated by commas, or `*` for all',
  (value) => {
    const names = value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    // For no container, images and variables would be left out without a word.
    if (names.length === 0) throw new Unreadable('there is no name between the commas');
    if (!names.includes('*')) return { kind: 'named', names: [...new Set(names)] };
    if (names.length > 1) throw new Unreadable('`*` is all of them, so no name can stand beside it');
    return { kind: 'all' };
  },
);

/**
 * Without a choice, the only container; nothing is guessed among several.
 * @throws Failure of kind input for a container that is not there, and for a choice that is missing.
 */
export function chosenContainers(
  choice: ContainerChoice | undefined,
  template: JsonObject,
): readonly string[] {
  const there = containerNames(template);
  if (choice?.kind === 'named') {
    for (const name of choice.names) requireContainer(template, name);
    return choice.names;
  }
  if (choice === undefined && there.length > 1) {
    throw wrongInputs([
      `\`container-name\` must be set, because the template has several containers: ${there.join(', ')}`,
    ]);
  }
  return there;
}
