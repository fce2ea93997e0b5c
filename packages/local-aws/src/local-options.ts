/** The words after `npm run local --`, read into options. Pure. */
import { parseArgs } from 'node:util';
import { inputFailure } from '@slipway/action-kit/failures';

export interface LocalOptions {
  readonly help: boolean;
  /** Path of the world file; undefined for an empty world. */
  readonly world: string | undefined;
  readonly port: number;
  /** Cloud time per real time. */
  readonly factor: number;
}

export const usage = `npm run local -- [--world FILE] [--port N] [--time real|scaled:N]

  --world FILE     what stands in the cloud at start (YAML); without it: an empty account
  --port N         of the endpoint; 0 for any free one (default 4566)
  --time scaled:N  the cloud's time runs N times as fast (default real)`;

/** @throws Failure of kind input that names the option */
export function readOptions(words: readonly string[]): LocalOptions {
  const { world, port, time, help } = parsed(words);
  return { help, world, port: portOf(port), factor: factorOf(time) };
}

function parsed(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        world: { type: 'string' },
        port: { type: 'string', default: '4566' },
        time: { type: 'string', default: 'real' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw refused('The options of `npm run local` cannot be read', why);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw refused('`--port` must be a number from 0 to 65535', `it was \`${text}\``);
}

function factorOf(text: string): number {
  if (text === 'real') return 1;
  const factor = Number(/^scaled:(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  if (factor > 0) return factor;
  throw refused('`--time` must be `real` or `scaled:N`, such as `scaled:10`', `it was \`${text}\``);
}

const refused = (what: string, why: string): Error =>
  inputFailure({ code: 'option', what, why, hint: 'See `npm run local -- --help`.' });
