/** A policy document of IAM as a value: what `read-policy.ts` makes of one, and `judge.ts` decides by. */

export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Of a trust policy alone: kind (`AWS`, `Federated`, `Service`) → who, by ARN or name; `*` for anybody. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly actions: Choice;
  /** A trust policy has none: it is about the role that it hangs on. */
  readonly resources: Choice;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** What an element and its opposite (`Action`, `NotAction`) choose. */
export interface Choice {
  readonly patterns: readonly string[];
  readonly isNot: boolean;
}

export interface Condition {
  readonly operator: Operator;
  /** In lower case: IAM does not tell cases apart in keys. */
  readonly key: string;
  readonly values: readonly string[];
}

export type Compare = (asked: string, wanted: string) => boolean;

export interface Comparison {
  readonly compare: Compare;
  /** Holds where none of the wanted values fits, and where the request does not have the key. */
  readonly isNot: boolean;
}

export interface Operator {
  readonly name: string;
  readonly comparison: Comparison | 'Null';
  readonly set: 'ForAnyValue' | 'ForAllValues' | undefined;
  /** Holds where the request does not have the key. */
  readonly ifExists: boolean;
}

/** What is asked: one action on one resource, and the keys that conditions may look at. */
export interface Request {
  /** `ecs:UpdateService` */
  readonly action: string;
  /** An ARN; `*` where the action knows no resources. */
  readonly resource: string;
  readonly keys: Keys;
}

/** Key in lower case → its values; a key that the request does not have is not there. */
export type Keys = Readonly<Record<string, readonly string[]>>;

/** In a pattern of IAM `*` stands for any run of characters, `?` for one. */
export function matches(pattern: string, text: string, cases: 'exact' | 'any' = 'exact'): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, cases === 'any' ? 'is' : 's').test(text);
}
