/** The two lists of terraform/prices: what AWS asks, and what a few scenarios use. People keep them, so they stand apart. */
import type { Quantities } from './quantities.ts';

export interface PriceList {
  readonly region: string;
  readonly currency: string;
  /** YYYY-MM-DD. */
  readonly read: string;
  readonly note: string;
  readonly items: Readonly<Record<string, Price>>;
}

export interface Price {
  readonly name: string;
  readonly unit: string;
  readonly price: number;
  /** Whether `source` tells this very figure, and nobody another one. */
  readonly confirmed: boolean;
  readonly source: string;
  /** Where AWS says what holds today. */
  readonly official: string;
  readonly note?: string;
}

export interface Scenarios {
  /** Of a month. */
  readonly hours: number;
  readonly assumptions: readonly string[];
  readonly leftOut: readonly string[];
  readonly scenarios: readonly Scenario[];
}

export interface Scenario {
  readonly name: string;
  readonly says: string;
  /** Values of the stack platform, beside those of terraform/environments/production. */
  readonly platform: Readonly<Record<string, unknown>>;
  /** Of all stacks together. */
  readonly resources: Quantities;
  readonly tasks: Readonly<Record<'vcpu' | 'gb' | 'fargate' | 'spot', number>>;
  /** What costs by use: item of the list → quantity in a month. */
  readonly usage: Readonly<Record<string, number>>;
}
