/** Reads what the rendered document is compared with. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';

export type Comparison =
  | { readonly kind: 'template' }
  | { readonly kind: 'none' }
  /** With the revision that this service runs. */
  | { readonly kind: 'service'; readonly cluster: string; readonly service: string };

export const comparison: Parser<Comparison> = {
  expects: '`template`, `none`, or a service as `service:cluster/service`',
  read: (text) => {
    if (text === 'template' || text === 'none') return { kind: text };
    const [, cluster, service] = /^service:([\w-]{1,255})\/([\w-]{1,255})$/.exec(text) ?? [];
    if (cluster === undefined || service === undefined) throw new Unreadable();
    return { kind: 'service', cluster, service };
  },
};
