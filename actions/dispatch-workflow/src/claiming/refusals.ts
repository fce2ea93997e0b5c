/** What cannot go on because of what a claim's variable holds, in words, with what a person can do. */
import { Failure, setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Target } from '../finding/ports.ts';
import type { ClaimValue } from './claim-value.ts';

/** How a key is made free: what is removed may be dispatched again. */
export const removing = (name: string, repository: string): string =>
  `gh variable delete ${name} --repo ${repository}`;

export const claimUnreadable = (name: string, repository: string): Failure =>
  setupFailure({
    code: 'claim-unreadable',
    what: `Nobody can tell whether this key was dispatched before`,
    why: `the variable ${name} of ${repository} holds something that this action did not write`,
    hint: `Choose another \`only-once\`, or remove the variable if it may be dispatched (again): \`${removing(name, repository)}\`.`,
  });

interface OtherClaim {
  readonly key: string;
  readonly name: string;
  readonly repository: string;
  readonly value: ClaimValue;
  readonly target: Target;
}

export const claimOfAnother = ({ key, name, repository, value, target }: OtherClaim): Failure =>
  setupFailure({
    code: 'claim-of-another',
    what: `The key ${key} does not belong to ${inWords(target.kind, target.workflow)}`,
    why: `${name} of ${repository} was claimed for ${inWords(value.kind, oneLine(value.target, 200))}`,
    hint: `Give each workflow an \`only-once\` of its own, or remove the variable if this key may be used anew: \`${removing(name, repository)}\`.`,
  });

const inWords = (kind: Target['kind'], name: string): string =>
  kind === 'workflow' ? `the workflow ${name}` : `the event ${name}`;

/** Nothing was sent: who woke so late may not send any more. */
export const leaseOver = (): Failure =>
  upstreamFailure({
    code: 'claim-lease-over',
    what: 'The claim was too old to dispatch by it',
    why: 'this machine stood still, or GitHub took more than a minute',
    hint: 'Re-run the job.',
  });

/** After the dispatch: told, and nothing is red for it. */
export const claimLost = (name: string): Failure =>
  new Failure('outcome', {
    code: 'claim-lost',
    what: `The run could not be written into ${name}`,
    why: 'somebody removed the variable, or claimed the key anew, meanwhile',
    hint: 'The key may be dispatched again.',
  });
