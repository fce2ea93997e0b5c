/** A run in a cloud that another process keeps open sees how what its jobs started has ended. */
import { afterEach, expect, test } from '@jest/globals';
import { startLocalGithub } from '@slipway/local-github/local-github';
import { laterRuns } from '../src/place/later-runs.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function place() {
  const end = Promise.withResolvers<undefined>();
  const github = await startLocalGithub({
    repository: 'team/app',
    handlers: {
      'good.yml': { perform: async () => undefined },
      'bad.yml': {
        perform: async () => {
          await end.promise;
          throw new Error('red');
        },
      },
    },
  });
  opened.push(github);
  const facts = { github: github.url, token: github.tokens.job, githubEnvironment: github.environment };
  const dispatch = async (file: string): Promise<void> => {
    const { status } = await fetch(`${github.url}/repos/team/app/actions/workflows/${file}/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${facts.token}`, 'x-github-api-version': '2026-03-10' },
      body: JSON.stringify({ ref: 'main' }),
    });
    expect(status).toBeLessThan(300);
  };
  return { facts, dispatch, github, end: () => end.resolve(undefined) };
}

test('those that began since are waited for, and told with their ends', async () => {
  const { facts, dispatch, end } = await place();
  await dispatch('good.yml');
  const { dispatched, idle } = await laterRuns(facts);
  await idle();
  expect(dispatched).toEqual([]);
  await dispatch('good.yml');
  await dispatch('bad.yml');
  let isIdle = false;
  const done = idle().then(() => {
    isIdle = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isIdle).toBe(false);
  end();
  await done;
  expect(dispatched.toSorted((a, b) => a.workflow.localeCompare(b.workflow))).toEqual([
    { workflow: 'bad.yml', number: 1, result: 'failure' },
    { workflow: 'good.yml', number: 2, result: 'success' },
  ]);
});

test('one that is closed meanwhile has cancelled them, and who no longer waits asks no more', async () => {
  const { facts, dispatch, github, end } = await place();
  const { dispatched, idle, close } = await laterRuns(facts);
  await dispatch('bad.yml');
  const done = idle();
  await close();
  await done;
  expect(dispatched).toMatchObject([{ workflow: 'bad.yml' }]);
  end();
  await github.close();
  await idle();
  expect(dispatched).toEqual([]);
});
