/** The table under "Exactly once" in the README is what the use case does, cell by cell. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Failure } from '@slipway/action-kit/failures';
import type { Image } from '@slipway/oci/image';
import { planLabel, revisionLabel } from '../src/plan-label.ts';
import { provideImage } from '../src/provide-image.ts';
import type { Placed } from '../src/result.ts';
import type { Request } from '../src/request.ts';
import { hold, imageOf } from './images.ts';
import { buildRequest, memoryWorld, request, plainPlan } from './memory-world.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const mine = imageOf(['mine']);
const ofThisRevision = { [revisionLabel]: 'c0ffee' };
const plan = plainPlan;

interface Found {
  readonly words: string;
  readonly image?: Image;
  readonly immutable?: boolean;
}

const anyImage = imageOf(['another']);
const findsOf: Readonly<Record<'given' | 'build', readonly Found[]>> = {
  given: [
    { words: 'nothing' },
    { words: 'this very image', image: mine },
    { words: 'another image', image: anyImage },
    { words: "another image, and can't be moved", image: anyImage, immutable: true },
  ],
  build: [
    { words: 'nothing' },
    {
      words: 'an image of this revision and plan',
      image: imageOf(['old'], { ...ofThisRevision, [planLabel]: plan }),
    },
    {
      words: "an image of this revision and plan, and can't be moved",
      image: imageOf(['old'], { ...ofThisRevision, [planLabel]: plan }),
      immutable: true,
    },
    { words: 'an image of this revision that tells no plan', image: imageOf(['old'], ofThisRevision) },
    {
      words: 'an image of this revision and another plan',
      image: imageOf(['old'], { ...ofThisRevision, [planLabel]: 'sha256:0' }),
    },
    { words: 'an image of another revision', image: imageOf(['old'], { [revisionLabel]: 'decade' }) },
    {
      words: "an image of another revision, and can't be moved",
      image: imageOf(['old'], { [revisionLabel]: 'decade' }),
      immutable: true,
    },
  ],
};

const modes = ['reuse', 'fail', 'overwrite'] as const;

async function cellOf(asked: Request, { image, immutable = false }: Found): Promise<string> {
  const world = memoryWorld({ layout: mine, immutable });
  if (image !== undefined) await hold(world.state, image, 'v1');
  world.state.changes.length = 0;
  try {
    return wordsOf((await provideImage(asked, world)) as Placed);
  } catch (error) {
    // Nothing was built or pushed before it.
    expect([world.done, world.state.changes]).toEqual([[], []]);
    if (error instanceof Failure) return `refused: \`${error.code}\``;
    throw error;
  }
}

function wordsOf({ ending, origin, tags: [tag] }: Placed): string {
  const notice = origin.kind === 'earlier-build' && origin.planUnknown ? ', with a notice' : '';
  if (ending.kind === 'reused') return `reused${notice}`;
  expect(ending.kind).toBe('pushed');
  const done = origin.kind === 'build' ? 'built and pushed' : 'pushed';
  return tag?.kind === 'other' ? `${done}; the tag moves` : done;
}

async function tableLines(): Promise<readonly string[]> {
  const sources = [
    ['a layout, or promoted', request, findsOf.given],
    ['a build', buildRequest, findsOf.build],
  ] as const;
  const lines: string[] = [];
  for (const [source, asked, finds] of sources) {
    for (const found of finds) {
      const cells: string[] = [];
      for (const ifTagExists of modes) cells.push(await cellOf({ ...asked, ifTagExists }, found));
      lines.push(`| ${[source, found.words, ...cells].join(' | ')} |`);
    }
  }
  return lines;
}

test('the table of the README says what happens', async () => {
  const header = [
    '| the image is | the tag holds | `reuse` | `fail` | `overwrite` |',
    '|---|---|---|---|---|',
  ];
  const [, written = ''] = /<!-- once -->\n([\s\S]*?)\n<!-- \/once -->/.exec(readme) ?? [];
  expect(written.split('\n')).toEqual([...header, ...(await tableLines())]);
});
