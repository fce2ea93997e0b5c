/**
 * The task definition as plain data: what RegisterTaskDefinition takes, in its own member names. Members have types
 * here only as far as Slipway reads them; everything else travels along untouched.
 */
import type { JsonObject } from '@slipway/documents/value';

export interface ContainerDocument extends JsonObject {
  readonly name: string;
  readonly image?: string;
}

export interface TaskDefinitionDocument extends JsonObject {
  readonly family?: string;
  readonly containerDefinitions: readonly ContainerDocument[];
}
