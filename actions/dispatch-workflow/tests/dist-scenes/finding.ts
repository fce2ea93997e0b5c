/** Dispatches whose answer does not tell the run: events, old servers, lost answers. */
import type { Fault } from '@slipway/local-github/faults';
import { followed, green, red, step, type Scenes } from './scene.ts';

const dispatches = (fault: Partial<Fault>): Fault => ({
  method: 'POST',
  path: /dispatches$/,
  when: 'after',
  times: 1,
  ...fault,
});

const event = { 'event-type': 'ship', 'client-payload': 'where: { region: eu }', wait: 'true' };

export const finding: Scenes = {
  'an event, whose run is found by its marker': green({ play: step(event) }),
  'an event without waiting': green({ play: step({ ...event, wait: 'false' }) }),
  'an event that nobody listens to, within `timeout`': red({
    play: step({ 'event-type': 'image-pushed', wait: 'true', timeout: '5s' }),
  }),
  'an old server, with a workflow that shows the marker': green({
    github: { age: 'older', runLag: { list: 5000 } },
    play: step({ workflow: 'marked.yml', wait: 'true' }),
  }),
  'an old server, with a workflow that takes none': green({
    github: { age: 'older' },
    play: step(followed),
  }),
  'a server that has to be asked for the run': green({
    github: { age: 'no-new-version' },
    play: step(followed),
  }),
  'a lost answer is never followed by a second dispatch': red({
    play: step(followed, dispatches({ answer: 'cut' })),
  }),
  'a lost answer, with a workflow that shows the marker': green({
    play: step({ workflow: 'marked.yml', wait: 'true' }, dispatches({ answer: 'cut' })),
  }),
  'an answer of somebody else than GitHub': red({
    play: step(followed, dispatches({ answer: { status: 200, message: 'Welcome to the proxy' } })),
  }),
  'a GitHub that breaks before it starts anything': red({
    play: step(
      followed,
      dispatches({ when: 'before', answer: { status: 503, message: 'No server is available' } }),
    ),
  }),
  'a dispatch that meets a rate limit is sent when it ends': green({
    play: step(
      followed,
      dispatches({
        when: 'before',
        answer: {
          status: 403,
          message: 'You have exceeded a secondary rate limit',
          headers: { 'retry-after': '40' },
        },
      }),
    ),
  }),
};
