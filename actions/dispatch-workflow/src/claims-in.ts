/** Claims as variables of the target repository. What a refusal says about `token` is about `variables-token` here. */
import { asFailure, Failure, setupFailure } from '@slipway/action-kit/failures';
import type { Claims } from './claiming/ports.ts';

/** As the gateway has it. */
interface Variables {
  read(name: string, timeUp?: AbortSignal): Promise<StoredVariable | undefined>;
  create(
    variable: { readonly name: string; readonly value: string },
    timeUp?: AbortSignal,
  ): Promise<{ readonly kind: 'created' | 'exists' }>;
  update(
    variable: { readonly name: string; readonly value: string },
    timeUp?: AbortSignal,
  ): Promise<'updated' | 'gone'>;
  remove(name: string, timeUp?: AbortSignal): Promise<unknown>;
}

interface StoredVariable {
  readonly value: string;
  readonly createdAt: number;
  /** GitHub's clock at its answer; undefined where it does not say. */
  readonly readAt: number | undefined;
}

/**
 * @param bound ends with a cancelled job: nothing is claimed then any more.
 * @param unbound goes on: what was started has to be written down.
 */
export function claimsIn(bound: Variables, unbound: Variables): Claims {
  return {
    create: (name, value, timeUp) => worded(() => bound.create({ name, value }, timeUp), nothingStarted),
    read: (name, timeUp) =>
      worded(async () => {
        const variable = await bound.read(name, timeUp);
        if (variable === undefined) return undefined;
        const { value, createdAt, readAt } = variable;
        if (readAt === undefined) throw clockMissing(name);
        return { value, createdAt, now: readAt };
      }),
    update: (name, value, timeUp) => worded(() => unbound.update({ name, value }, timeUp)),
    remove: (name, timeUp) => worded(() => unbound.remove(name, timeUp)),
  };
}

/** How old a claim is can't be told then, and a claim whose age is wrong allows two dispatches. */
const clockMissing = (name: string): Failure =>
  setupFailure({
    code: 'github-clock-missing',
    what: `Nobody can tell how old the variable ${name} is`,
    why: "GitHub's answer has no readable `date` header",
    hint: 'Let the proxy before GitHub pass this header on.',
  });

/** Nobody dispatches whose claim is refused. */
const nothingStarted = ' Nothing was started.';

async function worded<T>(ask: () => Promise<T>, more = ''): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind !== 'setup') throw thrown;
    const { code, what, why, hint, link } = failure;
    throw new Failure('setup', {
      code,
      what,
      why,
      hint: `${hint?.replace(/`token(:?)`/g, '`variables-token$1`') ?? ''}${more}`.trim() || undefined,
      link,
      cause: failure,
    });
  }
}
