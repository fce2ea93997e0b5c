/**
 * Tokens of OpenID Connect providers as STS reads them. An issuer on loopback stands for GitHub's, and its keys are asked
 * for as STS does; what any other issuer has signed can not be verified from here, and is believed.
 */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { githubProvider, tokenClaims } from '../iam/condition-keys.ts';
import type { Keys } from '../iam/policy.ts';
import { ServiceError } from '../service.ts';

export interface WebIdentity {
  /** As it is called in IAM: `token.actions.githubusercontent.com`. */
  readonly provider: string;
  readonly subject: string;
  readonly audience: string;
  /** What a trust policy may look at. */
  readonly keys: Keys;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * @param now cloud time in milliseconds
 * @throws ServiceError as STS refuses a token
 */
export async function readWebIdentity(token: string, now: number): Promise<WebIdentity> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const [head, claims] = [jsonIn(header), jsonIn(payload)];
  const { iss, sub, aud, exp } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string') throw invalid(noToken);
  const provider = providerOf(iss);
  if (Math.floor(now / 1000) >= Number(exp)) throw expired(now, Number(exp));
  if (isLoopback(iss)) await checkSignature(iss, head, `${header}.${payload}`, signature);
  const audience = String(Array.isArray(aud) ? aud[0] : aud);
  return { provider, subject: sub, audience, keys: keysOf(provider, { ...claims, aud: audience }) };
}

const noToken =
  'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
const invalid = (message: string): ServiceError =>
  new ServiceError('InvalidIdentityTokenException', message, 400);

const expired = (now: number, end: number): ServiceError =>
  new ServiceError(
    'ExpiredTokenException',
    `Token expired: current date/time ${String(Math.floor(now / 1000))} must be before the expiration date/time ${String(end)}`,
    400,
  );

function jsonIn(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return value as Claims;
  } catch {
    // Not JSON: no token.
  }
  throw invalid(noToken);
}

function providerOf(issuer: string): string {
  if (isLoopback(issuer)) return githubProvider;
  if (!issuer.startsWith('https://')) {
    throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  }
  return issuer.slice('https://'.length);
}

const isLoopback = (issuer: string): boolean =>
  /^https?:\/\/(?:127\.0\.0\.1|localhost)(?:[:/]|$)/.test(issuer);

const keysOf = (provider: string, claims: Claims): Keys =>
  Object.fromEntries(
    [...tokenClaims.standard, ...(provider === githubProvider ? tokenClaims.github : [])]
      .filter((claim) => claims[claim] !== undefined)
      .map((claim) => [`${provider.toLowerCase()}:${claim}`, [String(claims[claim])]]),
  );

/** @throws ServiceError when the issuer's keys can not be had, or none of them has signed it */
async function checkSignature(
  issuer: string,
  head: Claims,
  signed: string,
  signature: string,
): Promise<void> {
  const keys = await keysOfIssuer(issuer);
  const key = keys.find(({ kid }) => kid === head.kid);
  const isGood =
    key !== undefined &&
    head.alg === 'RS256' &&
    verify(
      'RSA-SHA256',
      Buffer.from(signed),
      createPublicKey({ key, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    );
  if (!isGood) throw invalid('The signature of the provided token is not valid');
}

async function keysOfIssuer(issuer: string): Promise<readonly JsonWebKey[]> {
  try {
    const { jwks_uri: place } = await asked(`${issuer}/.well-known/openid-configuration`);
    const { keys } = await asked(String(place));
    if (Array.isArray(keys)) return keys as readonly JsonWebKey[];
  } catch {
    // Told below.
  }
  throw invalid(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}

async function asked(url: string): Promise<Claims> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  return (await response.json()) as Claims;
}
