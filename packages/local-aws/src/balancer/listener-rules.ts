/** The rules of a listener: which requests one takes, and what becomes of them. Pure. */
import type { ForwardRule } from './forward-rule.ts';

export interface ListenerRule {
  readonly arn: string;
  /** Undefined for the default rule, which takes what no other takes. */
  priority: number | undefined;
  conditions: readonly Condition[];
  action: Action;
}

/** All of a rule's conditions must hold; of one's values, any. `*` matches any run of characters, `?` any one. */
export interface Condition {
  readonly field: 'path-pattern' | 'host-header' | 'http-request-method';
  readonly values: readonly string[];
}

export type Action =
  | { readonly kind: 'forward'; readonly shares: ForwardRule }
  | { readonly kind: 'fixed-response'; readonly answer: FixedAnswer; readonly asked: object }
  | { readonly kind: 'redirect'; readonly target: RedirectTarget; readonly asked: object };

export interface FixedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Each part may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` of the request. */
export interface RedirectTarget {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
  readonly status: 301 | 302;
}

export interface AskedFor {
  readonly method: string;
  /** With its port, if it names one. */
  readonly host: string;
  /** Path and query. */
  readonly url: string;
}

export function actionFor(rules: readonly ListenerRule[], request: AskedFor): Action | undefined {
  return inOrder(rules).find(({ conditions }) => conditions.every((each) => holds(each, request)))?.action;
}

/** By priority, the default rule last. */
export const inOrder = (rules: readonly ListenerRule[]): ListenerRule[] =>
  [...rules].sort((one, other) => (one.priority ?? Infinity) - (other.priority ?? Infinity));

function holds({ field, values }: Condition, request: AskedFor): boolean {
  const [path = '/'] = request.url.split('?');
  switch (field) {
    case 'path-pattern':
      return values.some((value) => fits(path, value, ''));
    case 'host-header':
      return values.some((value) => fits(request.host.replace(/:\d+$/, ''), value, 'i'));
    case 'http-request-method':
      return values.includes(request.method);
  }
}

function fits(text: string, pattern: string, flags: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags).test(text);
}

/** Where a listener stands. */
export interface Doors {
  /** Its own on this machine, for `#{port}`. */
  readonly port: number;
  /** That of its load balancer's listener for this port; undefined when there is none. */
  readonly portFor: (asked: number) => number | undefined;
}

/** To another listener of the same load balancer it leads on this machine, where it is, and without TLS. */
export function locationOf(target: RedirectTarget, request: AskedFor, { port, portFor }: Doors): string {
  const [path = '/', query = ''] = request.url.split('?');
  const parts: Readonly<Record<string, string>> = {
    protocol: 'http',
    host: request.host.replace(/:\d+$/, ''),
    port: String(port),
    path: path.replace(/^\//, ''),
    query,
  };
  const filled = (text: string): string =>
    text.replace(/#\{(\w+)\}/g, (_all, name: string) => parts[name] ?? '');
  const asked = filled(target.query);
  const near = target.host === '#{host}' ? portFor(Number(target.port)) : undefined;
  const protocol = near === undefined ? filled(target.protocol).toLowerCase() : 'http';
  const place = `${protocol}://${filled(target.host)}:${near ?? filled(target.port)}`;
  return `${place}${filled(target.path)}${asked === '' ? '' : `?${asked}`}`;
}
