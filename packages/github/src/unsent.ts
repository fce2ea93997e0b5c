/**
 * Which requests that failed never reached GitHub, because no connection came about: a dispatch that failed so was not
 * sent. Of some it is certain that the next one fails the same way.
 */

/** `passing`: another try may get through. `lasting`: somebody has to correct something first. */
export type Unsent = 'passing' | 'lasting';

/** @param error as fetch throws it, or wrapped. @returns undefined where it may have been sent. */
export function unsentBy(error: unknown): Unsent | undefined {
  const causes = causesOf(error);
  if (causes.some(isLasting)) return 'lasting';
  return causes.some(isPassing) ? 'passing' : undefined;
}

/** An error and what it wraps; octokit wraps fetch's error, which wraps the socket's. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause !== undefined && chain.length < 5; cause = property(cause, 'cause'))
    chain.push(cause);
  return chain;
}

const passing = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** A host or network that is out of reach is so while connecting; of a connection that stands it says nothing. */
function isPassing(error: unknown): boolean {
  const attempts = property(error, 'errors');
  if (Array.isArray(attempts) && attempts.length > 0) return attempts.every(isPassing);
  return passing.has(String(property(error, 'code'))) || property(error, 'syscall') === 'connect';
}

/** The words of fetch for an address that it takes for none; these errors have no code. */
const badAddress = new Set(['bad port', 'unknown scheme', 'invalid url protocol']);

function isLasting(error: unknown): boolean {
  const code = property(error, 'code');
  if (typeof code === 'string')
    return code === 'ERR_INVALID_URL' || code === 'ERR_TLS_CERT_ALTNAME_INVALID' || distrust.has(code);
  return error instanceof Error && badAddress.has(error.message.toLowerCase());
}

/** What OpenSSL has against a certificate, which is looked at before anything is sent. */
const distrust = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
