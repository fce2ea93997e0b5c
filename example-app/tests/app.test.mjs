import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from '../app.mjs';
import { readSettings } from '../settings.mjs';

const facts = { version: '1', host: 'here' };

test('the root tells the version', () => {
  assert.deepEqual(answer({ method: 'GET', path: '/' }, facts), {
    status: 200,
    body: { app: 'example-app', version: '1', host: 'here' },
  });
});

test('the health path is ok', () => {
  assert.deepEqual(answer({ method: 'GET', path: '/healthz' }, facts), {
    status: 200,
    body: { status: 'ok' },
  });
});

test('other paths are not found, other methods not allowed', () => {
  assert.equal(answer({ method: 'GET', path: '/x' }, facts).status, 404);
  assert.equal(answer({ method: 'POST', path: '/' }, facts).status, 405);
});

test('the version is APP_VERSION, else the VERSION file, else unknown', () => {
  const missing = () => {
    throw new Error('ENOENT');
  };
  assert.equal(readSettings({ APP_VERSION: '2' }, () => '1\n').version, '2');
  assert.equal(readSettings({}, () => '1\n').version, '1');
  assert.equal(readSettings({}, missing).version, 'unknown');
});

test('a port that is not a number is refused', () => {
  assert.throws(() => readSettings({ PORT: 'http' }), /PORT must be a whole number, but was "http"/);
});
