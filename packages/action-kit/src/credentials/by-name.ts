/** Values that look like nothing by themselves, but whose name says what they are. */
import { isPlace } from '../credential-names.ts';
import { isPlaceholder } from './placeholders.ts';

/** What it looks like with its name; undefined when it looks like no credential. */
export function likenessByName(name: string, value: string): string | undefined {
  if (/SECRET/i.test(name) && isAwsSecret(value)) return 'a secret access key of AWS';
  if (/(?:^|_)(?:PASSWORD|PASSWD)$/i.test(name) && isOpaque(value)) return 'a password';
  return undefined;
}

/** Forty characters of base64 with all kinds of them: a commit id has no capitals. */
const isAwsSecret = (value: string): boolean =>
  /^[A-Za-z0-9/+]{40}$/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value) && /\d/.test(value);

/** No reference to where the password is kept (an ARN, a path, a URL, a placeholder), no words about one, and no switch. */
const isOpaque = (value: string): boolean =>
  value.length >= 6 &&
  !/\s/.test(value) &&
  !isPlace(value) &&
  !isPlaceholder(value) &&
  !/^(?:[a-z][a-z0-9+.-]*:\/\/|@Microsoft\.KeyVault\()/i.test(value) &&
  !/^(?:true|false|none|null|required|enabled|disabled|optional)$/i.test(value);
