/** While nothing is told, what Terraform does is said, and nothing where nothing was printed. */
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { signOfLife } from '../src/sign-of-life.ts';

test('it says the latest that Terraform does, once, and nothing while nothing is printed', async () => {
  const said: string[] = [];
  {
    using alive = signOfLife({ say: (line) => said.push(line) }, 5);
    alive.hear('terraform/stack x | module.a.aws_b.c[0]: Creating...');
    alive.hear('terraform/stack x | module.a.aws_b.c[0]: Still creating... [20s elapsed]');
    alive.hear('anything else');
    while (said.length === 0) await after(5);
    await after(30);
  }
  expect(said).toEqual([
    '… module.a.aws_b.c[0]: Still creating... [20s elapsed] (3 lines since the last sign)',
  ]);
});
