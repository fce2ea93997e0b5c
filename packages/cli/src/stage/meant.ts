/** What `-W` means of the repository: a file or a folder of its workflows, by a path from where the person stands. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { liesIn } from '@slipway/local-workflows/repository/links';
import { valuesOf, type ActWords } from '../act/words.ts';

export interface Meant {
  /** Below the top folder of the repository. */
  readonly path: string;
  readonly isFile: boolean;
}

/**
 * @param top of the repository. @param folder where the person stands, or says to stand by `-C`
 * @throws Failure of kind input for what is not in the repository
 */
export function meantBy(words: ActWords, top: string, folder: string): Meant {
  const typed = valuesOf(words, 'workflows').at(-1);
  if (typed === undefined) return { path: join('.github', 'workflows'), isFile: false };
  const found = [resolve(folder, typed), resolve(top, typed)].find((each) => existsSync(each));
  if (found === undefined) throw refused(typed, 'there is nothing of this name');
  const path = [found, realpathSync(found)]
    .map((each) => relative(realpathSync(top), each))
    .find((each) => liesIn(top, join(top, each)));
  if (path === undefined) throw refused(typed, 'it is not in this repository, a copy of which is run');
  return { path, isFile: statSync(found).isFile() };
}

const refused = (typed: string, why: string): Error =>
  inputFailure({
    code: 'workflows',
    what: `\`--workflows ${typed}\` can't be run`,
    why,
    hint: 'Name a file in .github/workflows of this repository.',
  });
