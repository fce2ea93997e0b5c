/** The expressions of a `run-name:` and of a concurrency group, filled in. Others than these few are left empty, as GitHub does with what is null. */

export interface TitleFacts {
  readonly inputs: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly ref: string;
  /** Login. */
  readonly actor: string;
}

export const titleOf = (template: string, facts: TitleFacts): string =>
  template.replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, (_, expression: string) => valueOf(expression, facts));

function valueOf(expression: string, { inputs, payload, ref, actor }: TitleFacts): string {
  if (expression === 'github.ref_name') return ref;
  if (expression === 'github.actor') return actor;
  const [, of, path = ''] =
    /^(inputs|github\.event\.inputs|github\.event\.client_payload)\.([\w.-]+)$/.exec(expression) ?? [];
  if (of === undefined) return '';
  return shown(of.endsWith('client_payload') ? memberOf(payload, path.split('.')) : inputs[path]);
}

function memberOf(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return memberOf((value as Record<string, unknown>)[name], rest);
}

const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') return 'Object';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
