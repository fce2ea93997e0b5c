/** Dimensions of a metric: a list of names and values on the wire, a record here. Pure. */
import type { Dimension } from '@aws-sdk/client-cloudwatch';

export const dimensionsOf = (list: readonly Dimension[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]));

export const dimensionList = (dimensions: Readonly<Record<string, string>>): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
