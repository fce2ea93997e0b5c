/** The EPSS above which a finding fails: a probability, and never a percentage. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

export const epssThreshold: Parser<number> = {
  expects: 'a probability from 0 to 1 such as `0.5`',
  read: (text) => {
    if (/^(?:0(?:\.\d{1,10})?|1(?:\.0{1,10})?)$/.test(text)) return Number(text);
    throw new Unreadable(hintFor(text));
  },
};

function hintFor(text: string): string | undefined {
  const [, percent] = /^(\d{1,2}(?:\.\d{1,4})?|100) ?%?$/.exec(text) ?? [];
  if (percent !== undefined) return `it is no percentage: ${percent} % is \`${asProbability(percent)}\``;
  const [, fraction] = /^0?[,.](\d{1,10})$/.exec(text) ?? [];
  return fraction === undefined ? undefined : `write \`0.${fraction}\``;
}

/** Six digits are more than EPSS has, and few enough to hide how machines divide. */
const asProbability = (percent: string): string => String(Number((Number(percent) / 100).toFixed(6)));
