/**
 * Artifacts on a GitHub Enterprise Server: their service knows the third version of upload-artifact and download-artifact,
 * and the newer ones stop there with an error of their own (*GHES Support* in their READMEs). Of a name that is there
 * already the third replaces file by file what `overwrite` would replace as a whole.
 */
import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Change } from '@slipway/local-workflows/rewriting/edits';
import { itemsAt, jobsOf, mapAt, placeOf, scalarAt } from '@slipway/local-workflows/rewriting/places';

interface Older {
  readonly commit: string;
  readonly version: string;
  /** All that it takes; what is given beyond goes. */
  readonly inputs: readonly string[];
}

/** The last of the third version; both run on the Node of the runner. */
export const older: Readonly<Record<string, Older>> = {
  'actions/upload-artifact': {
    commit: 'c24449f33cd45d4826c6702db7e49f7cdb9b551d',
    version: 'v3.2.1-node20',
    inputs: ['name', 'path', 'if-no-files-found', 'retention-days', 'include-hidden-files'],
  },
  'actions/download-artifact': {
    commit: 'ad191675b41f6a5b46da9a048cb6893812da158b',
    version: 'v3.1.0-node20',
    inputs: ['name', 'path'],
  },
};

export function artifactEdits(text: string, root: YAMLMap): readonly Change[] {
  const runs = mapAt(root, 'runs');
  const steps = [
    ...jobsOf(root).flatMap(({ map }) => itemsAt(map, 'steps')),
    ...(runs === undefined ? [] : itemsAt(runs, 'steps')),
  ];
  return steps.flatMap((step) => editsOfStep(text, step));
}

function editsOfStep(text: string, step: YAMLMap): readonly Change[] {
  const uses = scalarAt(step, 'uses');
  const name = String(uses?.value).split('@')[0] ?? '';
  const instead = older[name];
  if (uses === undefined || instead === undefined) return [];
  const { start } = placeOf(uses);
  const is = `${name}@${instead.commit} # ${instead.version}`;
  return [
    { start, was: restOfLine(text, start), is },
    ...inputsOf(step)
      .filter(({ key }) => isScalar(key) && !instead.inputs.includes(String(key.value)))
      .map((pair) => wholeLine(text, pair)),
  ];
}

const inputsOf = (step: YAMLMap): readonly Pair[] => {
  const given = step.get('with');
  return isMap(given) ? given.items : [];
};

const restOfLine = (text: string, start: number): string => text.slice(start, text.indexOf('\n', start));

function wholeLine(text: string, { key }: Pair): Change {
  const start = text.lastIndexOf('\n', placeOf(key).start) + 1;
  return { start, was: `${restOfLine(text, start)}\n`, is: '' };
}
