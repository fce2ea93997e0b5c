/** Inputs of other actions that are declared in order to be answered: each says what to do instead. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

/** @param harmless a value that asks for nothing and is taken. */
export function leftOut(instead: string, harmless?: string): Parser<string> {
  return {
    expects: 'left out',
    read: (value) => {
      if (value === harmless) return value;
      throw new Unreadable(instead);
    },
  };
}
