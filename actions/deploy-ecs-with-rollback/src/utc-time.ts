/** A moment as `date -u` writes it: in UTC and to the second, so that nobody has to guess a zone. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/** Milliseconds since the epoch. */
export const utcTime: Parser<number> = {
  expects: 'a time in UTC such as `2026-11-23T05:12:00Z`',
  read: (value) => {
    const moment = form.test(value) ? new Date(value) : undefined;
    if (moment === undefined || Number.isNaN(moment.getTime())) throw new Unreadable();
    // JavaScript takes 30 February for 2 March.
    if (moment.toISOString().slice(0, 19) !== value.slice(0, 19))
      throw new Unreadable('there is no such day');
    return moment.getTime();
  },
};
