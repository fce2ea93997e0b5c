/** The WWW-Authenticate header of a registry: which login it wants, and where a token is to be had. */

export type Challenge =
  | { readonly kind: 'basic' }
  | {
      readonly kind: 'bearer';
      /** Where the token is fetched. */
      readonly realm: string;
      readonly service: string | undefined;
      readonly scope: string | undefined;
    };

/** undefined when the header is absent or asks for a scheme that is neither Basic nor Bearer. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*([A-Za-z]+)\s*(.*)$/s.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'basic') return { kind: 'basic' };
  if (scheme.toLowerCase() !== 'bearer') return undefined;
  const values = parametersOf(rest);
  const realm = values.get('realm');
  if (realm === undefined) return undefined;
  return { kind: 'bearer', realm, service: values.get('service'), scope: values.get('scope') };
}

function parametersOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/([A-Za-z_]+)=(?:"([^"]*)"|([^\s,]+))/g);
  return new Map([...pairs].map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']));
}
