/** Inputs of other actions that are declared in order to be answered: each says what to do instead. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

/**
 * What was given is never shown: it does not matter, and overrides of containers may hold secrets.
 * @param harmless a value that asks for nothing and is taken.
 */
export function leftOut(instead: string, harmless?: string): Parser<string> & { readonly secret: true } {
  return {
    secret: true,
    expects: 'left out',
    read: (value) => {
      if (value === harmless) return value;
      throw new Unreadable(instead);
    },
  };
}
