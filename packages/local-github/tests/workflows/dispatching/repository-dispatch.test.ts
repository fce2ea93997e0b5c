/** repository_dispatch: who is started by an event, and what of it is refused. */
import { expect, test } from '@jest/globals';
import { doing, stageOf, type Stage } from '../stage.ts';

const nothing = async (): Promise<void> => undefined;

const listening = (): Promise<Stage> =>
  stageOf({
    refs: ['main', 'next'],
    handlers: {
      'deploy.yml': doing(nothing, {
        events: ['deploy', 'redeploy'],
        runName:
          'Deploy ${{ github.event.client_payload.version }} ${{ github.event.client_payload.by.team }}',
      }),
      'audit.yml': doing(nothing, { events: true, name: 'Audit' }),
      'other.yml': doing(nothing, { events: ['other'] }),
      'off.yml': doing(nothing, { events: true, disabled: true }),
      'coming.yml': doing(nothing, { events: true, at: { main: false } }),
      'release.yml': doing(nothing),
    },
  });

test('every active workflow of the default branch with the event type is started', async () => {
  const { ask, github } = await listening();
  const payload = { version: 7, by: { team: 'web' } };
  const answer = await ask('POST /dispatches', { event_type: 'deploy', client_payload: payload });
  expect([answer.status, answer.body]).toEqual([204, {}]);
  expect(github.runs).toMatchObject([
    { workflow: 'deploy.yml', event: 'repository_dispatch', ref: 'main', title: 'Deploy 7 web', payload },
    { workflow: 'audit.yml', title: 'deploy', inputs: {} },
  ]);
});

test('a payload of one byte less than 64 KB is taken', async () => {
  const { ask } = await listening();
  const client_payload = { a: 'x'.repeat(65_535 - '{"a":""}'.length) };
  expect((await ask('POST /dispatches', { event_type: 'x', client_payload })).status).toBe(204);
});

test('an event that nobody is for starts nothing, and is taken', async () => {
  const handlers = { 'release.yml': doing(nothing) };
  const { ask, github } = await stageOf({ handlers });
  expect((await ask('POST /dispatches', { event_type: 'deploy' })).status).toBe(204);
  expect(github.runs).toEqual([]);
});

const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 1]));

test.each<[object, string]>([
  [{}, 'Invalid request.\n\n"event_type" wasn\'t supplied.'],
  [
    { event_type: 'x'.repeat(101) },
    'Invalid request.\n\nOnly 100 characters are allowed; 101 were supplied.',
  ],
  [
    { event_type: 'deploy', client_payload: eleven },
    'Invalid request.\n\nNo more than 10 properties are allowed; 11 were supplied.',
  ],
  [
    { event_type: 'deploy', client_payload: 'a' },
    'Invalid request.\n\nFor \'properties/client_payload\', "a" is not an object.',
  ],
  [
    { event_type: 'deploy', client_payload: { a: 'x'.repeat(65_536 - '{"a":""}'.length) } },
    'client_payload is too large.',
  ],
])('%.60j is refused', async (body, message) => {
  const { ask, github } = await listening();
  const answer = await ask('POST /dispatches', body);
  expect([answer.status, answer.body.message]).toEqual([422, message]);
  expect(github.runs).toEqual([]);
});
