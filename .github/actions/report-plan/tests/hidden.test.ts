/** What a plan must not tell, and what it may. */
import { describe, expect, test } from '@jest/globals';
import { accountsIn, withoutSecrets } from '../src/hidden.ts';

const hidden = (text: string): string => withoutSecrets(text, { held: [], accounts: accountsIn([text]) });
/** Written in parts, so that no scanner of repositories takes it for a real one. */
const secretKey = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/');

describe('hidden', () => {
  test.each([
    [
      'a token with all that belongs to it',
      `+ token = "ghp_${'a1B2'.repeat(10)}"`,
      '+ token = "(a token of GitHub, hidden)"',
    ],
    [
      'a URL with a password',
      '+ url = "postgres://app:hunter22@db.internal:5432/app"',
      '+ url = "(a URL with a password, hidden)',
    ],
    [
      'a password by its name',
      '  + master_password = "correct-horse"',
      '  + master_password = (a password, hidden)',
    ],
    [
      'both sides of a change',
      '  ~ password = "old-horse" -> "new-horse"',
      '  ~ password = (a password, hidden) -> (a password, hidden)',
    ],
    [
      'a secret of AWS by its name',
      `  + secret_key = "${secretKey}"`,
      '  + secret_key = (a secret access key of AWS, hidden)',
    ],
    [
      'the value of an environment variable by its name',
      '  + {\n      + name  = "DB_PASSWORD"\n      + value = "correct-horse"\n    }',
      '  + {\n      + name  = "DB_PASSWORD"\n      + value = (a password, hidden)\n    }',
    ],
    ['a password in JSON', '  "password": "correct-horse",', '  "password": (a password, hidden),'],
  ])('%s', (_, text, shown) => {
    expect(hidden(text)).toContain(shown);
    expect(hidden(text)).not.toMatch(/horse|hunter22|EXAMPLEKEY|a1B2/);
  });

  test('a private key to its end', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n        MIIE${'x'.repeat(300)}\n        -----END RSA PRIVATE KEY-----`;
    expect(hidden(`+ key = <<-EOT\n        ${key}\n    EOT\n+ next`)).toBe(
      '+ key = <<-EOT\n        (a private key, hidden)\n    EOT\n+ next',
    );
  });

  test('what the job itself holds, wherever it stands', () => {
    const held = [{ name: 'VARIABLES_TOKEN', value: 'abcdefghijklmnop' }];
    expect(withoutSecrets('+ x = "see abcdefghijklmnop"', { held, accounts: new Set() })).toBe(
      '+ x = "see (the credential VARIABLES_TOKEN, hidden)"',
    );
  });

  test('the number of an account, once something tells which it is', () => {
    expect(
      hidden(
        'arn:aws:iam::111122223333:role/x 111122223333 111122223333.dkr.ecr.eu-west-1.amazonaws.com 999988887777',
      ),
    ).toBe('arn:aws:iam::(account):role/x (account) (account).dkr.ecr.eu-west-1.amazonaws.com 999988887777');
  });
});

describe('shown', () => {
  test.each([
    '+ password = (sensitive value)',
    '+ password_arn = "arn:aws:secretsmanager:eu-west-1:aws:secret:x"',
    '+ name = "web-production"\n+ value = "correct-horse"',
    '+ sha = "da39a3ee5e6b4b0d3255bfef95601890afd80709"',
    '+ url = "https://app.example.org:8443/healthz"',
    '+ id = "vpc-0123456789abcdef0"',
  ])('%s', (text) => {
    expect(hidden(text)).toBe(text);
  });
});

test('a long plan takes no time to speak of: no pattern is tried from everywhere', () => {
  const text = `${'  + tags = { "Name" = "x:/@" }\n'.repeat(20_000)}${'a'.repeat(200_000)}`;
  expect(hidden(text)).toHaveLength(text.length);
});
