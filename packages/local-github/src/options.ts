/** What a local GitHub has at its start. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Turnstile } from '@slipway/local-aws/turnstile';
import type { LimitFigures } from './limits/figures.ts';
import type { RepositoryOptions } from './repositories/repository.ts';
import type { TokenRights } from './tokens.ts';
import type { OrganizationOptions } from './variables/organization.ts';
import type { ServerAge } from './workflows/world.ts';

export interface LocalGithubOptions extends RepositoryOptions {
  /** The job's own, `owner/name`; what is in it stands beside. */
  readonly repository: string;
  /** Others, by `owner/name`. */
  readonly repositories?: Readonly<Record<string, RepositoryOptions>>;
  /** The owner of the job's repository, when it is an organization. */
  readonly organization?: OrganizationOptions;
  /** 0, or left out, picks a free one. */
  readonly port?: number;
  /** Tokens beside those that are always there. */
  readonly tokens?: Readonly<Record<string, TokenRights>>;
  /** The environment that the job names, for its OIDC subject. */
  readonly environment?: string;
  /**
   * What the job is told that its GitHub is: `https://github.com` where an action is to take it for that; its links to
   * pages then lead there. The local GitHub's own address, where its pages are, when left out.
   */
  readonly serverUrl?: string;
  /** Whether it knows API version 2026-03-10; and, under 2022-11-28, the field that asks which run was started. */
  readonly age?: ServerAge;
  /** GitHub's limits on requests, some of them set otherwise, or none; `github` when left out. */
  readonly rateLimits?: 'github' | 'off' | Partial<LimitFigures>;
  /** Whose time it tells and waits by; this machine's when left out. */
  readonly clock?: CloudClock;
  /** When each call is answered; at once when left out. */
  readonly turnstile?: Turnstile;
}
