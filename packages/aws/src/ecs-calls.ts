/**
 * How ECS is called: reads as often as the SDK likes, changes at most once, and every error becomes a Failure. What
 * the gateways beside this one have in common, and all that they know of a connection.
 */
import { ECSClient } from '@aws-sdk/client-ecs';
import type { Failure } from '@slipway/action-kit/failures';
import type { Clock, Interruption, Random } from '@slipway/action-kit/ports';
import { pauseBeforeRetry, wasNotTaken } from './change-retry.ts';
import { clientConfig, defaultAttempts, type AwsConfig } from './client-config.ts';
import { ecsFailures } from './ecs-failures.ts';
import { awsFailure } from './failures.ts';
import { allPages, type Page } from './pages.ts';

/** What waiting before another attempt takes. */
export interface Pauses {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly random: Random;
  /**
   * Aborted when the job is cancelled, and when the run has its end: then no change is sent again, and whoever asked
   * for it decides, if anybody still waits.
   */
  readonly over: Interruption;
}

export type EcsClient = Pick<ECSClient, 'send'>;

export const sdkClient = (config: AwsConfig): ECSClient => new ECSClient(clientConfig(config));

/** All that a gateway has that changes nothing. */
export class EcsReads {
  readonly reads: EcsClient;

  constructor(reads: EcsClient) {
    this.reads = reads;
  }

  list<T>(operation: string, what: string, ask: (nextToken: string | undefined) => Promise<Page<T>>) {
    return this.call(operation, what, () => allPages(ask));
  }

  async call<T>(operation: string, what: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw awsFailure(error, { service: 'ecs', operation, about: what }, ecsFailures);
    }
  }
}

export class EcsCalls extends EcsReads {
  /** Sends once: the SDK would send again after a lost answer, too. */
  readonly changes: EcsClient;
  readonly #attempts: number;
  readonly #pauses: Pauses;

  /** @param clientOf what sends the calls; a simulation has one that needs no network. */
  constructor(config: AwsConfig, pauses: Pauses, clientOf: (config: AwsConfig) => EcsClient = sdkClient) {
    super(clientOf(config));
    this.changes = clientOf({ ...config, maxAttempts: 1 });
    this.#attempts = config.maxAttempts ?? defaultAttempts;
    this.#pauses = pauses;
  }

  /** Sent again only when ECS certainly did not take it. */
  change<T>(operation: string, what: string, send: () => Promise<T>): Promise<T> {
    return this.#tried(operation, what, send, wasNotTaken);
  }

  /** A change that is the same when it is made twice: sent again as a read is. */
  repeatable<T>(operation: string, what: string, send: () => Promise<T>): Promise<T> {
    return this.#tried(operation, what, send, (error, { kind }) => kind === 'upstream' || wasNotTaken(error));
  }

  async #tried<T>(
    operation: string,
    what: string,
    send: () => Promise<T>,
    maySendAgain: (error: unknown, failure: Failure) => boolean,
  ): Promise<T> {
    const { clock, random, over } = this.#pauses;
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await send();
      } catch (error) {
        const call = { service: 'ecs', operation, about: what, attempts };
        const failure = awsFailure(error, call, ecsFailures);
        const pause = maySendAgain(error, failure)
          ? pauseBeforeRetry(error, attempts, this.#attempts, random)
          : undefined;
        if (pause !== undefined) await clock.sleep(pause, over);
        if (pause === undefined || over.aborted) throw failure;
      }
    }
  }
}
