/**
 * Variables of GitHub environments, which act does not know: `.vars.production` beside `.vars` has those of the
 * environment production. Over them nothing, below them what the repository and the person's flags say.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { valuesIn, type Standing } from '../act/given-values.ts';

type Values = Readonly<Record<string, string>>;

const start = '.vars.';
/** For people to copy, or left by an editor: no environment is meant. */
const isOther = /(?:^|\.)(?:example|sample|template|dist|bak|orig|swp|swo)$|~$/;

/** @param below `vars` of the repository. @returns by name of the environment, what `vars` are in its jobs */
export const environmentsIn = (standing: Standing, below: Values): Readonly<Record<string, Values>> =>
  Object.fromEntries(
    environmentFiles(standing).map((file) => [
      file.slice(start.length),
      { ...below, ...valuesIn(file, standing) },
    ]),
  );

/** @returns the names of all that are taken. */
export const environmentFiles = ({ folder, textOf }: Standing): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.length > start.length)
    .filter((name) => !isOther.test(name.slice(start.length)) && textOf(join(folder, name)) !== undefined)
    .sort();
