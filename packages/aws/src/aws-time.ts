/**
 * What time it is for AWS, told by the dates of its answers, for the clock of a runner may be wrong by minutes. Each
 * answer is dated with a second, somewhere between asking and hearing: together they tell it ever more exactly.
 */
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Clock } from '@slipway/action-kit/ports';

export interface AwsTime {
  /**
   * What the clock of AWS shows when the runner's shows `moment`; milliseconds since the epoch. The runner's own
   * where no answer speaks against it, else the earliest that they allow.
   */
  readonly awsTime: (moment: number) => number;
  /** @param date as HTTP writes it. */
  heard(date: string | undefined, asked: number): void;
}

/** Milliseconds that the clock of AWS is ahead of the runner's, at least and at most. */
interface Ahead {
  readonly least: number;
  readonly most: number;
}

const nothingKnown: Ahead = { least: -Infinity, most: Infinity };

/** A date of HTTP says nothing of its milliseconds. */
const second = 1000;

export function answeredTime(clock: Pick<Clock, 'now'>): AwsTime {
  let known = nothingKnown;
  return {
    awsTime: (moment) => moment + (known.least <= 0 && known.most >= 0 ? 0 : known.least),
    heard: (date, asked) => {
      const dated = Date.parse(date ?? '');
      if (Number.isNaN(dated)) return;
      known = narrowed(known, { least: dated - clock.now(), most: dated + second - asked });
    },
  };
}

/** Where both can't be true, one of the clocks was set meanwhile, and the latest answer counts. */
function narrowed(known: Ahead, told: Ahead): Ahead {
  const both = { least: Math.max(known.least, told.least), most: Math.min(known.most, told.most) };
  return both.least <= both.most ? both : told;
}

/** Makes a client tell when its answers were dated, refusals included. */
export function dated<Client extends Pick<ECSClient | ECRClient, 'middlewareStack'>>(
  client: Client,
  time: AwsTime,
  clock: Pick<Clock, 'now'>,
): Client {
  // Clients differ in inputs and outputs alone, and this reads neither.
  const { middlewareStack } = client as Pick<ECSClient, 'middlewareStack'>;
  middlewareStack.add(
    (next) => async (sent) => {
      const asked = clock.now();
      const answer = await next(sent);
      time.heard(dateOf(answer.response), asked);
      return answer;
    },
    // Next to the wire, where an answer is not yet read: each attempt on its own.
    { name: 'heardDate', step: 'deserialize', priority: 'low' },
  );
  return client;
}

function dateOf(response: unknown): string | undefined {
  const { headers } = response as { readonly headers?: Readonly<Record<string, string>> };
  return headers?.['date'];
}
