/** Reads a health check: a command line for the container's shell, a JSON list or object, or `none`. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { HealthCheckChange } from '@slipway/task-definition/changing/health-check';
import { isList, isObject, type Json } from '@slipway/task-definition/document';
import { jsonIn } from './json-text.ts';

export const healthCheck: Parser<HealthCheckChange> & { readonly secret: true } = {
  expects: "a command line for the container's shell, a JSON object or list as ECS takes it, or `none`",
  // A command line may carry a password.
  secret: true,
  read: (text) => {
    if (text === 'none') return { kind: 'none' };
    const json = jsonOrNone(text);
    if (isObject(json)) return { kind: 'set', members: json };
    return { kind: 'set', members: { command: isList(json) ? json : ['CMD-SHELL', text] } };
  },
};

/** Undefined for a command line, which may begin with a bracket or a brace as well: then a blank follows. */
function jsonOrNone(text: string): Json | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return jsonIn(text);
  } catch (error) {
    if (error instanceof Unreadable && /^[[{] /.test(text)) return undefined;
    throw error;
  }
}
