/** What is to be deployed, as the input says it: a file, a revision that exists, or the one before. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'revision'; readonly reference: string }
  /** What ran before the revision that served at a moment; which one, another input says. */
  | { readonly kind: 'previous' };

const arn = /^arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:task-definition\/[\w-]{1,255}:\d+$/;
const familyAndRevision = /^[\w-]{1,255}:\d+$/;

export const target: Parser<Target> = {
  expects: 'a file, `family:revision`, the ARN of a revision, or `previous`',
  read: (value) => {
    if (value === 'previous') return { kind: 'previous' };
    if (arn.test(value) || familyAndRevision.test(value)) return { kind: 'revision', reference: value };
    if (value.startsWith('arn:')) throw new Unreadable('an ARN ends in `:task-definition/family:revision`');
    return { kind: 'file', path: value };
  },
};
