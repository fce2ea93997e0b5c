/**
 * Variables of GitHub environments, which act does not know: `.vars.production` beside `.vars` has those of the
 * environment production. Over them nothing, below them what the repository and the person's flags say.
 */
import { readdirSync } from 'node:fs';
import { valuesIn, type Standing } from '../act/given-values.ts';

type Values = Readonly<Record<string, string>>;

/** @param below `vars` of the repository. @returns by name of the environment, what `vars` are in its jobs */
export const environmentsIn = (standing: Standing, below: Values): Readonly<Record<string, Values>> =>
  Object.fromEntries(
    readdirSync(standing.folder)
      .filter((name) => /^\.vars\.[\w-]+$/.test(name))
      .map((name) => [name.slice('.vars.'.length), { ...below, ...valuesIn(name, standing) }]),
  );
