/** The secrets that a local GitHub and its repository hold. */
import type { LocalGithub } from '@slipway/local-github/local-github';
import type { Secret } from './told-world.ts';

/** @param held value by name. */
export const namedSecrets = (held: Readonly<Record<string, string>>): readonly Secret[] =>
  Object.entries(held).map(([name, value]) => ({ name, value }));

export const secretsOfGithub = ({
  tokens,
  environment,
}: Pick<LocalGithub, 'tokens' | 'environment'>): readonly Secret[] => [
  ...Object.entries(tokens).map(([name, value]) => ({ name: `the token \`${name}\` of GitHub`, value })),
  {
    name: 'what lets a job ask for a token of OpenID Connect',
    value: environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '',
  },
];
