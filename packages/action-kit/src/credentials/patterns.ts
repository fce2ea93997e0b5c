/**
 * What credentials look like, by who gives them out. Each pattern asks for the whole form and not for its beginning
 * alone, so that a value which only talks about one passes; no repetition is without bound, because values come from
 * anywhere.
 */
import { urlPatterns } from './url-patterns.ts';

export interface CredentialPattern {
  /** Completes "looks like …". */
  readonly what: string;
  readonly pattern: RegExp;
}

export const patterns: readonly CredentialPattern[] = [
  {
    what: 'an access key id of AWS',
    pattern: /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z0-9])/,
  },
  { what: 'a token of GitHub', pattern: /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}/ },
  {
    what: 'a token of GitHub',
    // Of Apps and jobs since 2026: an id and a JSON web token. Names of many words have no capitals.
    pattern:
      /(?<![A-Za-z0-9])gh[pousr]_(?=[a-z0-9._-]{0,200}[A-Z])(?=[A-Za-z._-]{0,200}\d)[A-Za-z0-9._-]{36}/,
  },
  { what: 'a token of GitHub', pattern: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}/ },
  {
    what: 'a token of GitLab',
    pattern: /(?<![A-Za-z0-9])gl(?:pat|cbt|dt|rt|ptt|ft|oas|soat)-[A-Za-z0-9_-]{20}/,
  },
  {
    what: 'a token of Slack',
    pattern: /(?<![A-Za-z0-9])xox[abeoprs]-(?:\d-)?[A-Za-z0-9]{10,64}-[A-Za-z0-9-]{10}/,
  },
  { what: 'an app token of Slack', pattern: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[a-f0-9]{32}/ },
  {
    what: 'a webhook of Slack',
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,14}\/B[A-Z0-9]{6,14}\/[A-Za-z0-9]{20}/,
  },
  { what: 'a token of npm', pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/ },
  { what: 'a token of PyPI', pattern: /(?<![A-Za-z0-9])pypi-AgE[A-Za-z0-9_-]{50}/ },
  { what: 'a key of Stripe', pattern: /(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{16}/ },
  { what: 'a webhook secret of Stripe', pattern: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{32}/ },
  { what: 'an API key of Google', pattern: /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/ },
  { what: 'a client secret of Google', pattern: /(?<![A-Za-z0-9])GOCSPX-[A-Za-z0-9_-]{28}/ },
  { what: 'a token of Docker Hub', pattern: /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[A-Za-z0-9_-]{27}/ },
  { what: 'a token of Vault', pattern: /(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{24}/ },
  {
    what: 'a token of HCP Terraform',
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60}/,
  },
  { what: 'an account key of Azure', pattern: /AccountKey=[A-Za-z0-9+/]{86}==/ },
  { what: 'a key of SendGrid', pattern: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/ },
  {
    what: 'a JSON web token',
    pattern: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{16}/,
  },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/ },
  { what: 'a private key of age', pattern: /AGE-SECRET-KEY-1[A-Z0-9]{58}/ },
  ...urlPatterns.map((pattern) => ({ what: 'a URL with a password', pattern })),
];

/** What the value looks like by itself; undefined when it looks like no credential. */
export const likeness = (value: string): string | undefined =>
  patterns.find(({ pattern }) => pattern.test(value))?.what;
