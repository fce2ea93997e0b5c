/**
 * Which names speak of a credential, and which values only say where one is kept. Whoever refuses credentials leaves no
 * way around it, so that a name or a value that may well be harmless has to pass.
 */

/** `KEY` alone is a key of a cache, of a state or of an object as often as one that opens something. */
const openingKey =
  '(?:ACCESS|ACCOUNT|API|APP|AUTH|DEPLOY|ENCRYPTION|GPG|HMAC|JWT|LICENSE|MASTER|PGP|PRIVATE|SECRET|SIGNING|SSH|STORAGE|WEBHOOK)_?KEY';

/** What is said about a credential, and is none: `AWS_ACCESS_KEY_ID`, `SECRET_ARN`, `SIGNING_KEY_FINGERPRINT`. */
const about =
  '(?:ALGORITHM|ALIAS|ARN|AUDIENCE|DIR|EMAIL|ENDPOINT|EXPIRATION|EXPIRY|FILE|FINGERPRINT|FORMAT|HEADER|HOST|IDS?|ISSUER|LENGTH|NAMES?|PATH|POLICY|PREFIX|PROVIDER|REF|REGION|SCOPES?|STORE|TTL|TYPE|UR[IL]|USER|USERNAME|VERSION)';

const speaksOfOne = new RegExp(
  `(?:^|_)(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|PAT|CREDENTIALS?|${openingKey})(?:$|_(?!(?:\\w+_)?${about}$))`,
  'i',
);

const isPublic = (name: string): boolean => /(?:^|_)(?:PUBLIC|PUBLISHABLE)_/i.test(name);

/** `NPM_TOKEN`, `AWS_SECRET_ACCESS_KEY`; not `TF_STATE_KEY`, `SSH_PUBLIC_KEY` or `SECRET_ARN`. */
export const namesCredential = (name: string): boolean => speaksOfOne.test(name) && !isPublic(name);

/** ARNs, absolute paths and names of parameters, and paths of words such as `secret/data/web#password`. */
const places: readonly RegExp[] = [
  /^arn:[a-z-]{1,20}:\S+$/,
  /^\/[\w.@+-]+(?:\/[\w.@+-]+)*\/?$/,
  /^(?:[a-z][a-z0-9]*:)?[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+(?:#[a-z0-9_.-]+)?$/,
];

/** Whether a value is the place of something, and so not the thing itself. */
export const isPlace = (value: string): boolean => places.some((place) => place.test(value));
