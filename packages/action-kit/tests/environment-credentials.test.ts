import { expect, test } from '@jest/globals';
import { environmentCredentials } from '../src/environment.ts';

const value = 'twelve-chars';

test.each([
  ['NPM_TOKEN'],
  ['GITHUB_TOKEN'],
  ['INPUT_TOKEN'],
  ['AWS_SECRET_ACCESS_KEY'],
  ['AWS_SESSION_TOKEN'],
  ['DB_PASSWORD'],
  ['SECRET'],
  ['deploy_key'],
  ['GH_PAT'],
  ['SIGNING_KEY_PASSPHRASE'],
  ['AWS_SECRET_ACCESS_KEY_PROD'],
  ['DD_API_KEY'],
  ['DD_APP_KEY'],
  ['APIKEY'],
  ['SSH_PRIVATE_KEY'],
  ['AZURE_STORAGE_ACCOUNT_KEY'],
  ['ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
])('%s is a credential', (name) => {
  expect(environmentCredentials({ [name]: ` ${value}\n` })).toEqual([{ name, value }]);
});

test.each([
  ['AWS_REGION'],
  ['AWS_ACCESS_KEY_ID'],
  ['SSH_KEY_PATH'],
  ['SECRET_ARN'],
  ['TOKEN_FILE'],
  ['ACTIONS_ID_TOKEN_REQUEST_URL'],
  ['MONKEY'],
  ['TF_STATE_KEY'],
  ['CACHE_KEY'],
  ['KEY'],
  ['SSH_PUBLIC_KEY'],
  ['NEXT_PUBLIC_FIREBASE_API_KEY'],
  ['PUBLISHABLE_API_KEY'],
  ['SIGNING_KEY_FINGERPRINT'],
  ['TOKEN_ISSUER'],
  ['SECRETS_MANAGER_REGION'],
  ['PASSWORD_POLICY'],
  ['PATH'],
  ['TOKENIZER'],
])('%s is none', (name) => {
  expect(environmentCredentials({ [name]: value })).toEqual([]);
});

test.each([
  ['an ARN', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd'],
  ['a path', '/home/runner/credentials.json'],
  ['a path of words', 'secret/data/web#password'],
])('%s says where a credential is', (_, place) => {
  expect(environmentCredentials({ DB_PASSWORD: place })).toEqual([]);
});

test.each([
  ['base64', 'aB3/dE5/gH7=jK9'],
  ['a URL', 'https://hooks.example.com/T0123'],
  ['text with a slash', 'hunter2/Hunter3'],
])('%s may be one', (_, opening) => {
  expect(environmentCredentials({ DB_PASSWORD: opening })).toHaveLength(1);
});

test.each([['short'], [''], [undefined]])('%p is too short to be met on purpose', (short) => {
  expect(environmentCredentials({ NPM_TOKEN: short })).toEqual([]);
});
