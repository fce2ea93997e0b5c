import { describe, expect, test } from '@jest/globals';
import { circleProblems } from '../src/circles.ts';

/** Files by name, in packages/aws/src unless they say otherwise. */
const problemsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  circleProblems(
    Object.entries(files).map(([name, content]) => ({
      path: name.includes('/') ? name : `packages/aws/src/${name}`,
      content,
    })),
  );

describe('allowed', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['a chain', { 'a.ts': "import './b.ts';", 'b.ts': "import './c.ts';", 'c.ts': '' }],
    [
      'two ways to one file',
      {
        'a.ts': "import './b.ts'; import './c.ts';",
        'b.ts': "import './d.ts';",
        'c.ts': "import './d.ts';",
        'd.ts': '',
      },
    ],
    [
      'two packages that use each other by different files',
      {
        'packages/aws/src/a.ts': "import { b } from '@slipway/oci/b';",
        'packages/oci/src/b.ts': '',
        'packages/oci/src/c.ts': "import type { D } from '@slipway/aws/d';",
        'packages/aws/src/d.ts': '',
      },
    ],
    [
      'what is no file of ours',
      { 'a.ts': "import './generated.json'; import 'node:path'; import '@slipway/oci/b';" },
    ],
  ])('%s', (_, files) => {
    expect(problemsOf(files)).toEqual([]);
  });
});

const advice = 'Move what both need to the file that owns it, or hand it over as a value.';

describe('refused', () => {
  test('two files that import each other, though it be for a type', () => {
    expect(
      problemsOf({
        'phases.ts': "import './ports.ts';\nimport type { Evidence } from './evidence.ts';",
        'evidence.ts': "\n\nimport { type Started } from './phases.ts';",
        'ports.ts': '',
      }),
    ).toEqual([
      `packages/aws/src/evidence.ts:3 imports in a circle: packages/aws/src/evidence.ts → packages/aws/src/phases.ts → packages/aws/src/evidence.ts. ${advice}`,
    ]);
  });

  test('a circle of two packages, told once with every file on the way', () => {
    expect(
      problemsOf({
        'packages/aws/src/ecs.ts': "export type { Shape } from '../../oci/src/shape.ts';",
        'packages/oci/src/shape.ts': "const read = () => import('./read.ts');",
        'packages/oci/src/read.ts': "type Client = import('@slipway/aws/ecs').Client;",
      }),
    ).toEqual([
      `packages/aws/src/ecs.ts:1 imports in a circle: packages/aws/src/ecs.ts → packages/oci/src/shape.ts → packages/oci/src/read.ts → packages/aws/src/ecs.ts. ${advice}`,
    ]);
  });

  test('each circle through a file that several hang on', () => {
    expect(
      problemsOf({
        'route.ts': "import './blobs.ts';\nimport './tags.ts';",
        'blobs.ts': "import './route.ts';",
        'tags.ts': "import './route.ts';",
      }),
    ).toEqual([
      `packages/aws/src/blobs.ts:1 imports in a circle: packages/aws/src/blobs.ts → packages/aws/src/route.ts → packages/aws/src/blobs.ts. ${advice}`,
      `packages/aws/src/tags.ts:1 imports in a circle: packages/aws/src/tags.ts → packages/aws/src/route.ts → packages/aws/src/tags.ts. ${advice}`,
    ]);
  });

  test('a file that imports itself', () => {
    expect(problemsOf({ 'a.ts': "import './a.ts';" })).toEqual([
      `packages/aws/src/a.ts:1 imports in a circle: packages/aws/src/a.ts → packages/aws/src/a.ts. ${advice}`,
    ]);
  });
});
