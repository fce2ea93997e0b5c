import { describe, expect, test } from '@jest/globals';
import { WorkflowFiles } from '../src/workflow-files.ts';
import { answerOf, scriptedApi } from './scripted-api.ts';

const place = { owner: 'team', repo: 'web', token: 'installation', isOwn: false } as const;
const workflow = { id: 5, name: 'Release', path: '.github/workflows/release.yml', state: 'active' };

describe('the text of a file', () => {
  test('is what its base64 says, at the ref', async () => {
    const content = Buffer.from('on: push # ✓\n').toString('base64');
    const api = scriptedApi(answerOf(200, { content: `${content}\n`, encoding: 'base64' }));
    const found = await new WorkflowFiles(api, place).text('release.yml', 'v1');
    expect(found).toEqual({ kind: 'text', text: 'on: push # ✓\n' });
    expect(api.calls[0]).toMatchObject({
      route: 'GET /repos/{owner}/{repo}/contents/.github/workflows/{file}',
      parameters: { file: 'release.yml', ref: 'v1' },
    });
  });

  test.each([
    ['No commit found for the ref v1', 'no-such-ref'],
    ['Not Found', 'not-there'],
  ])('that is answered by 404 "%s" is %s', async (message, kind) => {
    const api = scriptedApi(answerOf(404, { message }));
    expect(await new WorkflowFiles(api, place).text('release.yml', 'v1')).toEqual({ kind });
  });

  test('of more than a megabyte, which GitHub does not send, is not taken for an empty one', async () => {
    const api = scriptedApi(answerOf(200, { content: '', encoding: 'none', size: 1_200_000 }));
    await expect(new WorkflowFiles(api, place).text('release.yml')).rejects.toMatchObject({
      code: 'answer-unreadable',
      why: 'it lacks the content in base64',
    });
  });

  test('that may not be read says what the token needs', async () => {
    const api = scriptedApi(answerOf(403, { message: 'Resource not accessible by integration' }));
    await expect(new WorkflowFiles(api, place).text('release.yml')).rejects.toThrow(
      'This token may not read workflow release.yml of team/web: GitHub says: Resource not accessible by integration. Set `token` to a fine-grained token or one of a GitHub App with the repository permission `Contents: read` for team/web: the token of a job reaches its own repository alone.',
    );
  });
});

test('a workflow that is not there is undefined', async () => {
  const api = scriptedApi(answerOf(404, { message: 'Not Found' }), answerOf(200, workflow));
  const files = new WorkflowFiles(api, place);
  expect(await files.workflow('relaese.yml')).toBeUndefined();
  expect(await files.workflow('release.yml')).toEqual(workflow);
});

test('the workflows of all pages are listed', async () => {
  const many = Array.from({ length: 100 }, (_, id) => ({ ...workflow, id }));
  const api = scriptedApi(
    answerOf(200, { total_count: 101, workflows: many }),
    answerOf(200, { total_count: 101, workflows: [{ ...workflow, id: 100 }] }),
  );
  expect(await new WorkflowFiles(api, place).list()).toHaveLength(101);
});
