/** How long a finding with a fix may be known, by severity: `high: 30d` lines. */
import { duration, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { bySeverity, type Severity } from '../findings/severities.ts';

/** Severity → milliseconds; one that is not named has no limit. */
export type MaxAges = ReadonlyMap<Severity, number>;

const age: Parser<number> = {
  expects: duration.expects,
  read: (text) => {
    try {
      return duration.read(text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const days = /^\d{1,6}$/.test(text) ? `; write \`${text}d\` for days` : '';
      throw new Unreadable(`\`${text}\` is no duration${days}`);
    }
  },
};

export const maxAges: Parser<MaxAges> = bySeverity('a duration such as `high: 30d`', age);
