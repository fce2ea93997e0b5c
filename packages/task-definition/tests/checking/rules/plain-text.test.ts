/** Which variables look as if their value were a secret. */
import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/checking/check.ts';
import { image } from './broken.ts';

describe('a value in plain text', () => {
  const isTold = (name: string, value: string): boolean => {
    const container = { name: 'web', image, environment: [{ name, value }] };
    return check({ family: 'web', memory: '128', containerDefinitions: [container] }).some(
      ({ rule }) => rule === 'secret-in-plain-text',
    );
  };

  test.each([
    ['DB_PASSWORD', 'hunter2!'],
    ['api_key', 'k-123456'],
    ['STRIPE_SECRET', 'abcdef'],
    ['URL', 'postgres://web:hunter2@db/web'],
    ['KEY', '-----BEGIN PRIVATE KEY-----'],
  ])('%s=%s looks like a secret', (name, value) => {
    expect(isTold(name, value)).toBe(true);
  });

  test.each([
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['TOKEN_URL', 'https://login.example/token'],
    ['USE_TOKEN', 'true'],
    ['API_KEY', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a'],
    ['LOG_LEVEL', 'info'],
  ])('%s=%s does not', (name, value) => {
    expect(isTold(name, value)).toBe(false);
  });
});
