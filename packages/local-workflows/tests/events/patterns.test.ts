/** Patterns of branches, tags and paths: the table of GitHub's documentation, and what else decides there. */
import { describe, expect, test } from '@jest/globals';
import { fits } from '../../src/events/patterns.ts';
import { starts } from '../../src/events/triggers.ts';

describe('the table of branches and tags', () => {
  test.each([
    [['feature/*'], ['feature/my-branch', 'feature/your-branch'], ['feature/a/b', 'feature']],
    [
      ['feature/**'],
      ['feature/beta-a/my-branch', 'feature/your-branch', 'feature/mona/the/octocat'],
      ['main'],
    ],
    [
      ['main', 'releases/mona-the-octocat'],
      ['main', 'releases/mona-the-octocat'],
      ['releases/main', 'mainly'],
    ],
    [['*'], ['main', 'releases'], ['all/the/branches']],
    [['**'], ['all/the/branches', 'every/tag'], []],
    [['*feature'], ['mona-feature', 'feature', 'ver-10-feature'], ['a/feature']],
    [['v2*'], ['v2', 'v2.0', 'v2.9'], ['v1', 'v2/0']],
    [['v[12].[0-9]+.[0-9]+'], ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.x.1', 'v1.1', 'v1.1.1-rc']],
    [['v[0-9]+'], ['v1', 'v10'], ['v', 'v1.0']],
  ])('%j', (patterns, fitting, others) => {
    expect(fitting.filter((name) => !fits(name, patterns))).toEqual([]);
    expect(others.filter((name) => fits(name, patterns))).toEqual([]);
  });
});

describe('the table of paths', () => {
  test.each([
    [['*'], ['README.md', 'server.rb'], ['docs/a.md']],
    [['*.jsx?'], ['page.js', 'page.jsx'], ['page.jsxx', 'a/page.js']],
    [['**'], ['all/the/files.md', '.github/workflows/x.yml'], []],
    [['*.js'], ['app.js', 'index.js'], ['js/index.js']],
    [['**.js'], ['index.js', 'js/index.js', 'src/js/app.js'], ['index.ts']],
    [['docs/*'], ['docs/README.md', 'docs/file.txt'], ['docs/mona/a.md']],
    [['docs/**'], ['docs/README.md', 'docs/mona/octocat.txt', 'docs/.hidden/a'], ['docs.md']],
    [
      ['docs/**/*.md'],
      ['docs/README.md', 'docs/mona/hello-world.md', 'docs/a/markdown/file.md'],
      ['docs/a.txt'],
    ],
    [['**/docs/**'], ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['mydocs/a']],
    [['**/README.md'], ['README.md', 'js/README.md'], ['js/MYREADME.md']],
    [['**/*src/**'], ['a/src/app.js', 'my-src/code/js/app.js'], ['a/srcs/app.js']],
    [['**/*-post.md'], ['my-post.md', 'path/their-post.md'], ['my-post.mdx']],
    [
      ['**/migrate-*.sql'],
      ['migrate-10909.sql', 'db/migrate-v1.0.sql', 'db/sept/migrate-v1.sql'],
      ['migrate.sql'],
    ],
    [['*.md', '!README.md'], ['hello.md'], ['README.md', 'docs/hello.md']],
    [['*.md', '!README.md', 'README*'], ['hello.md', 'README.md', 'README.doc'], ['docs/hello.md']],
    [
      ['a\\*b', 'x(y).z'],
      ['a*b', 'x(y).z'],
      ['aab', 'xyzz'],
    ],
  ])('%j', (patterns, fitting, others) => {
    expect(fitting.filter((name) => !fits(name, patterns))).toEqual([]);
    expect(others.filter((name) => fits(name, patterns))).toEqual([]);
  });
});

test.each([
  ['branches: main', true],
  ['branches: mai', false],
  ['branches-ignore: [main]', false],
  ['tags: [v*]', false],
  ['tags-ignore: [v*]', false],
  ['tags: [v*]\n    branches: [main]', true],
])('a push to main where it says %j', (filter, expected) => {
  expect(starts(`on:\n  push:\n    ${filter}\n`, { event: 'push', branch: 'main' })).toBe(expected);
});
