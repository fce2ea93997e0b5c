/** What the rows of all services are made of: which resources an operation names, by ARN. Pure. */

export type Input = Readonly<Record<string, unknown>>;

/** ‹kind› is what stands between account and name: `service/harbour/`. A name that is an ARN already stays one. */
export type Arn = (kind: string, name: string) => string;
export type Row = (input: Input, arn: Arn) => readonly string[];

export const text = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

export const texts = (input: Input, name: string): readonly string[] => {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
};

export type Rows = Readonly<Record<string, Row>>;

/** Named by their ARNs alone. */
export const byArn =
  (member: string): Row =>
  (input) =>
    [input[member]].flat().filter((arn): arn is string => typeof arn === 'string');
