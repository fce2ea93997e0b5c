/** The post step removes the folder of logins that the main step told of, and nothing else. */
import { expect, test } from '@jest/globals';
import { removeKept } from '../src/kept-folder.ts';

function disk(...folders: readonly string[]) {
  const removed: string[] = [];
  return {
    removed,
    files: {
      exists: async (path: string) => folders.includes(path),
      isOwn: async (path: string) => path.startsWith('/tmp/'),
      remove: async (path: string) => void removed.push(path),
    },
  };
}

test('a folder that is still there is removed, and that is said', async () => {
  const { files, removed } = disk('/tmp/a');
  expect(await removeKept({ folder: '/tmp/a' }, files)).toEqual({
    lines: ['Removed the logins of docker that this step had left.'],
  });
  expect(removed).toEqual(['/tmp/a']);
});

test.each([
  ['it is gone already', { folder: '/tmp/b' }],
  ['it is not of this job', { folder: '/home/user/.docker' }],
  ['the state names none', {}],
  ['the state is no object', 'folder'],
])('nothing is removed when %s', async (_, state) => {
  const { files, removed } = disk('/tmp/a', '/home/user/.docker');
  expect([await removeKept(state, files), removed]).toEqual([{ lines: [] }, []]);
});
