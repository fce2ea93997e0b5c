/**
 * The local cloud that a shell names, with what `npm run local` prints to be exported. Never AWS itself: what is tried
 * by hand stays on this machine.
 */
import { setupFailure } from '@slipway/action-kit/failures';

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Failure of kind setup when the shell names no cloud, or one that is not on this machine. */
export function cloudOfShell(shell: Variables): Readonly<Record<string, string>> {
  const ofAws = Object.entries(shell).flatMap(([name, value]) =>
    name.startsWith('AWS_') && value !== undefined && value !== '' ? [[name, value] as const] : [],
  );
  if (!ofAws.some(([name]) => name === 'AWS_ENDPOINT_URL')) throw noHarbour(undefined);
  const away = ofAws.find(([name, value]) => name.startsWith('AWS_ENDPOINT_URL') && !isLoopback(value));
  if (away !== undefined)
    throw noHarbour(`\`${away[0]}\` is ${away[1]}, and not the http:// URL of a port of this machine`);
  const handedOn = Object.fromEntries(ofAws.filter(([name]) => !ofAccounts.has(name)));
  return { ...handedOn, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' };
}

/** What names a person's own accounts; in a file of them an SDK may be told to pass over the endpoints, and ask AWS. */
const ofAccounts: ReadonlySet<string> = new Set([
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
]);

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The host counts, not how the text begins: a name of a user may look like one. */
function isLoopback(endpoint: string): boolean {
  const url = URL.parse(endpoint);
  return url?.protocol === 'http:' && loopback.has(url.hostname);
}

export function noHarbour(why: string | undefined): Error {
  return setupFailure({
    code: 'no-harbour',
    what: 'No local cloud is named',
    ...(why === undefined ? {} : { why }),
    hint: 'Start `npm run demo -- --keep` in another shell, and come back when it says that it stays open; or `npm run local`, and export what it prints.',
  });
}
