/** What is to be started and where, and how it is called in every sentence about it. */
import type { JsonObject } from '@slipway/documents/value';

export interface WorkflowTarget {
  readonly kind: 'workflow';
  /** `owner/name`. */
  readonly repository: string;
  /** File name, name or id, as it was asked for; once looked up its file name or id. */
  readonly workflow: string;
  /** Branch or tag, short. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface EventTarget {
  readonly kind: 'event';
  readonly repository: string;
  readonly eventType: string;
  readonly clientPayload: JsonObject;
}

export type Target = WorkflowTarget | EventTarget;

/** As it begins a sentence. */
export const targetAtStart = (target: Target): string =>
  targetInWords(target).replace(/^the event /, 'The event ');

/** `release.yml of team/web on main`, `the event ship of team/web` */
export const targetInWords = (target: Target): string =>
  target.kind === 'workflow'
    ? `${target.workflow} of ${target.repository} on ${target.ref}`
    : `the event ${target.eventType} of ${target.repository}`;
