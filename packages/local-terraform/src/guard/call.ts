/** A request to AWS as it came over the wire, and what it asks for. */

export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export type Input = Readonly<Record<string, unknown>>;

export interface Call {
  /** As IAM spells it: `ec2`, `s3`. */
  readonly service: string;
  readonly operation: string;
  /** Of the query protocol flat, as it stands there: `TagSpecification.1.Tag.1.Key`. */
  readonly input: Input;
  readonly region: string;
  readonly account: string;
}

export const text = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

/** Of the query protocol: what stands at `name` and at `name.1`, `name.2` … */
export const numbered = (input: Input, name: string): readonly string[] =>
  Object.entries(input).flatMap(([key, value]) =>
    typeof value === 'string' && (key === name || new RegExp(`^${name}\\.\\d+$`).test(key)) ? [value] : [],
  );
