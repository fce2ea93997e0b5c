/** Both sides of the line: what must not become a variable, and what only looks a little like it. Made up, all of them. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { credentialWords } from '../../../src/asking/credentials/credential-problems.ts';
import { knownCredentials } from '../../../src/asking/credentials/known-credentials.ts';
import { likenessByName } from '@slipway/action-kit/credentials/by-name';
import { likeness, patterns } from '@slipway/action-kit/credentials/patterns';

const letters = (count: number): string => 'aB3dE5gH7jK9'.repeat(20).slice(0, count);

// With a dot in the middle, so that no scanner takes this file for a leak.
const credentials: readonly (readonly [what: string, value: string])[] = [
  ['an access key id of AWS', 'AK·IAIOSFODNN2EXAMPLE'],
  ['an access key id of AWS', 'key=AS·IAIOSFODNN2EXAMPLE;'],
  ['a token of GitHub', `gh·p_${letters(36)}`],
  ['a token of GitHub', `gh·s_${letters(36)}`],
  // Of Apps and jobs since 2026: an id and a JSON web token.
  ['a token of GitHub', `gh·s_1234567_ey·JhbGciOiJSUzI1NiJ9.ey·JzdWIiOiIxMjM0NTY3ODkwIn0.${letters(43)}`],
  ['a token of GitHub', `gh·s_ey·JhbGciOiJSUzI1NiJ9.ey-JzdWIi_iIxMjM0NTY3ODkwIn0.${letters(43)}`],
  [
    'a token of GitHub',
    `https://github.com?t=gh·u_1234567_ey·JhbGciOiJSUzI1NiJ9.ey·JzdWIiOiIxMjM0NTY3ODkwIn0`,
  ],
  ['a token of GitHub', `github·_pat_${letters(22)}_${letters(59)}`],
  ['a token of GitLab', `gl·pat-${letters(20)}`],
  ['a token of Slack', `xo·xb-1234567890·-${letters(24)}`],
  ['an app token of Slack', `xa·pp-1-A012345678-1234567890123-${'0123456789abcdef'.repeat(4)}`],
  ['a webhook of Slack', `https://hooks·.slack.com/services/T01234567/B01234567/${letters(24)}`],
  ['a token of npm', `//registry.npmjs.org/:_authToken=np·m_${letters(36)}`],
  ['a token of PyPI', `py·pi-AgEIcHlwaS5vcmc${letters(60)}`],
  ['a key of Stripe', `sk·_live_${letters(24)}`],
  ['a webhook secret of Stripe', `wh·sec_${letters(32)}`],
  ['an API key of Google', `AI·za${letters(35)}`],
  ['a client secret of Google', `GOC·SPX-${letters(28)}`],
  ['a token of Docker Hub', `dckr·_pat_${letters(27)}`],
  ['a token of Vault', `hv·s.${letters(24)}`],
  ['a token of HCP Terraform', `${letters(14)}.atlas·v1.${letters(67)}`],
  ['an account key of Azure', `AccountName=a;Account·Key=${letters(86)}==;`],
  ['a key of SendGrid', `S·G.${letters(22)}.${letters(43)}`],
  ['a JSON web token', `ey·JhbGciOiJIUzI1NiJ9.ey·JzdWIiOiIxMjM0NTY3ODkwIn0.${letters(43)}`],
  ['a JSON web token', `id_ey·JhbGciOiJIUzI1NiJ9.ey·JzdWIiOiIxMjM0NTY3ODkwIn0.${letters(43)}`],
  ['a private key', `-----BEGIN RSA· PRIVATE KEY-----\n${letters(64)}`],
  ['a private key', '-----BEGIN OPENSSH· PRIVATE KEY-----'],
  ['a private key', '-----BEGIN PRIVATE KEY-----'],
  ['a private key', '-----BEGIN PGP· PRIVATE KEY BLOCK-----'],
  ['a private key of age', `AGE·-SECRET-KEY-1${'Q'.repeat(58)}`],
  ['a URL with a password', 'postgres://app:hunter2@db.example.com:5432/app'],
  ['a URL with a password', 'https://user:$ecret99@example.com'],
  ['a URL with a password', 'https://user:%70w@example.com'],
  ['a URL with a password', 'https://user:{abc]12@example.com'],
  ['a URL with a password', 'https://user:<abc12@example.com'],
  ['a URL with a password', 'https://user:**abc12@example.com'],
  ['a URL with a password', 'postgres://app:p/w@db.example.com/app'],
  ['a URL with a password', 'mongodb+srv://app:p?w#x@cluster.example.com/app'],
  ['a URL with a password', 'postgres://postgres:postgres@localhost.example.com:5432'],
  ['a URL with a password', 'docker://user:hunter2@example.com/alpine'],
  ['a URL with a password', 'see https://:x0auth@example.com/x'],
];

test.each(credentials)('%s: %j', (what, value) => {
  expect(likeness(value.replaceAll('·', ''))).toBe(what);
});

test('every pattern has its case', () => {
  expect(new Set(credentials.map(([what]) => what))).toEqual(new Set(patterns.map(({ what }) => what)));
});

test.each([
  ['an ARN', 'arn:aws:iam::111122223333:role/deploy'],
  ['an ARN of a secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd'],
  ['the id of a role', 'AROAIOSFODNN7EXAMPLE2'],
  ['a word that begins like a key id', 'AKIARA_LANE_OF_SEVENTEEN'],
  ['a digest', `sha256:${'0123456789abcdef'.repeat(4)}`],
  ['a commit id', '0123456789abcdef0123456789abcdef01234567'],
  ['a URL', 'https://example.com:8443/path?x=a:b@c'],
  ['a URL with a user', 'ssh://git@github.com/team/web.git'],
  ['a URL of a mail with a colon before', 'mailto:a@example.com, tel:1'],
  ['a URL with a placeholder', 'postgres://app:${DB_PASSWORD}@db/app'],
  ['a URL with another placeholder', 'postgres://app:<password>@db/app'],
  ...['$DB_PASSWORD', '$password', '$(DB_PASSWORD)', '{password}', '[YOUR-PASSWORD]', '%s', '***', 'xxx'].map(
    (written) => [`a URL with ${written}`, `postgres://app:${written}@db/app?mail=a@b`],
  ),
  ['a URL with a password for the machine itself', 'postgres://postgres:postgres@localhost:5432/app?a=b@c'],
  ['another one', 'http://user:pass@127.0.0.1/'],
  ['a URL of a database with a port', 'jdbc:postgresql://db:5432/app?user=a@b'],
  ['a URL of two databases with ports', 'mongodb://one:27017,two:27017/app?mail=a@b'],
  ['a URL with a placeholder for a port', 'redis://cache:${PORT}/0?mail=a@b'],
  ['an image with tag and digest', `docker://alpine:3.20@sha256:${'0123456789abcdef'.repeat(4)}`],
  ['an artifact with tag and digest', `oci://web:1@sha512:${'0123456789abcdef'.repeat(8)}`],
  ['a name of many words', 'ghs_cluster_of_the_first_team_in_eu_west_1_with_3_zones'],
  ['an image', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:v1'],
  ['a public key', '-----BEGIN PUBLIC KEY-----'],
  ['a certificate', '-----BEGIN CERTIFICATE-----'],
  ['words about a token', 'ghp_ tokens are not taken; use github_pat_ instead'],
  ['a name of a package', 'npm_config_registry'],
  ['two parts of base64 JSON', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0'],
  ['a publishable key', `pk_live_${letters(24)}`],
  ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
  ['JSON', '{"cluster":"main","zones":["a","b"]}'],
])('%s is none: %j', (_, value) => {
  expect(likeness(value)).toBeUndefined();
});

describe('by name', () => {
  test.each([
    ['AWS_SECRET_ACCESS_KEY', letters(40), 'a secret access key of AWS'],
    ['MY_SECRET', letters(40), 'a secret access key of AWS'],
    ['DB_PASSWORD', 'hunter2', 'a password'],
    ['password', 'correct-horse', 'a password'],
    ['LAST_RELEASE', letters(40), undefined],
    ['SECRET_VERSION', '0123456789abcdef0123456789abcdef01234567', undefined],
    ['DB_PASSWORD', '/app/db/password', undefined],
    ['DB_PASSWORD', 'arn:aws:ssm:eu-west-1:1:parameter', undefined],
    ['REQUIRE_PASSWORD', 'required', undefined],
    ['DB_PASSWORD', 's3cr/t:w0rd$', 'a password'],
    ['DB_PASSWORD', '${abc12', 'a password'],
    ['DB_PASSWORD', '{abc}<12>', 'a password'],
    ['DB_PASSWORD', 'secret/data/web#password', undefined],
    ['DB_PASSWORD', 'vault:secret/data/web', undefined],
    ['DB_PASSWORD', 'op://vault/web/password', undefined],
    ['DB_PASSWORD', '@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/b)', undefined],
    ['DB_PASSWORD', '${DB_PASSWORD}', undefined],
    ['DB_PASSWORD', '${{ secrets.DB_PASSWORD }}', undefined],
    ['DB_PASSWORD', '{{resolve:secretsmanager:web}}', undefined],
    ['DB_PASSWORD', '__DB_PASSWORD__', undefined],
    ['DB_PASSWORD', 'see the wiki', undefined],
    ['DB_PASSWORD', '', undefined],
    ['PASSWORD_LENGTH', 'twenty-four', undefined],
  ])('%s=%s', (name, value, what) => {
    expect(likenessByName(name, value)).toBe(what);
  });
});

test('a random password is one by its name, whatever signs it has', () => {
  // The signs of Terraform's random_password.
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const signs = `!@#$%&*()-_=+[]{}<>:?${letters}`.split('');
  const password = fc.array(fc.constantFrom(...signs), { minLength: 16, maxLength: 16 });
  const drawn = fc.sample(password, { seed: 8, numRuns: 3000 }).map((each) => each.join(''));
  const missed = drawn.filter((each) => likenessByName('DB_PASSWORD', each) === undefined);
  expect(missed.length).toBeLessThan(5);
});

describe('what the job holds', () => {
  const known = knownCredentials('short-token', [
    { name: 'NPM_TOKEN', value: 'twelve-chars' },
    { name: 'DEPLOY_KEY', value: 'a-key-of-more-than-twenty-characters' },
    { name: 'INPUT_TOKEN', value: 'short-token' },
  ]);
  const words = (value: string): string | undefined => credentialWords({ name: 'A', value }, known);

  test.each([
    ['short-token', 'is the token of this step'],
    [' short-token\n', 'is the token of this step'],
    ['x-short-token-x', 'holds the token of this step'],
    ['twelve-chars', "is the credential `NPM_TOKEN` of the job's environment"],
    ['x twelve-chars x', undefined],
    [
      'x a-key-of-more-than-twenty-characters x',
      "holds the credential `DEPLOY_KEY` of the job's environment",
    ],
    ['nothing', undefined],
  ])('%j %s', (value, expected) => {
    expect(words(value)).toBe(expected);
  });
});

test.each([
  ['letters', 'a'.repeat(48 * 1024)],
  ['beginnings of web tokens', 'eyJ-'.repeat(12 * 1024)],
  ['beginnings of URLs', 'a.b://'.repeat(8 * 1024)],
  ['beginnings of URLs of databases', 'redis://a:$'.repeat(4 * 1024)],
  ['beginnings of tokens', 'ghs_'.repeat(12 * 1024)],
  ['beginnings of placeholders', 'redis://a:${'.repeat(4 * 1024)],
  ['beginnings of keys', '-----BEGIN A A '.repeat(3 * 1024)],
])('the largest value of %s takes no time worth telling', (_, value) => {
  // A pattern that goes back and forth would take minutes: the test would time out.
  for (let time = 0; time < 20; time += 1) expect(likeness(value)).toBeUndefined();
});
