/** Reads a health check: a command line for the container's shell, a JSON list or object, or `none`. */
import type { Parser } from '@slipway/action-kit/parsers';
import { isList, isObject } from '@slipway/documents/value';
import type { HealthCheckChange } from '@slipway/task-definition/changing/health-check';
import { jsonOrNone } from './json-text.ts';

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
