/**
 * What both stand-ins for artifacts know: where a run keeps them, and which inputs and names there are. act copies the
 * folder of an action and nothing beside it, so this file stands in both, and a test holds them equal.
 */
import { join } from 'node:path';

const { env } = process;

export const input = (name) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

/** Of this run alone: another of the same push has artifacts of its own. */
export const store = join(env.SLIPWAY_ARTIFACTS ?? '', env.GITHUB_RUN_ID ?? '');

export function fail(message) {
  console.log(`::error::${message.replaceAll('%', '%25').replaceAll('\n', '%0A')}`);
  process.exit(1);
}

/** An input of the real action that nobody looks at here would go well, and be about something else. */
export function refuseInputs(names) {
  for (const name of names)
    if (!['', 'false'].includes(input(name)))
      fail(
        `The local run keeps artifacts in a folder of the run, and can't do what \`${name}: ${input(name)}\` asks for. Leave it out, or try this step on GitHub.`,
      );
}

export function refuseName(name) {
  const [character] = /[":<>|*?\r\n\\/]/.exec(name) ?? [];
  if (character !== undefined)
    fail(
      `The artifact name is not valid: ${name}. Contains the following character: ${JSON.stringify(character).slice(1, -1)}`,
    );
}
