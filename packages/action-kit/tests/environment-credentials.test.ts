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
  ['PATH'],
  ['TOKENIZER'],
])('%s is none', (name) => {
  expect(environmentCredentials({ [name]: value })).toEqual([]);
});

test.each([['short'], [''], [undefined]])('%p is too short to be met on purpose', (short) => {
  expect(environmentCredentials({ NPM_TOKEN: short })).toEqual([]);
});
