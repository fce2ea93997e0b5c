/** What is otherwise in a local run than on GitHub, in words: only what these workflows really use. */
import type { EditKind } from '../rewriting/edits.ts';
import { runnableByAct, type RunnableFile } from '../rewriting/runnable-by-act.ts';
import { slipway } from '../published.ts';
import { actsOwn, standInFor } from '../stand-ins.ts';
import { notShown, notShownInShort } from './not-shown.ts';
import { nameOf, type WorkflowFile } from './workflow-files.ts';

/**
 * @param files the workflows that run, as they are published; see `reached`.
 * @param standIn the folder that stands in for an action of others in this run.
 */
export function differences(files: readonly WorkflowFile[], standIn = standInFor): readonly string[] {
  const rewritten = files.map((file) => runnableByAct({ ...file, ref: 'refs/heads/main' }));
  return [machine, ...rewritings(files, rewritten), ...replaced(rewritten, standIn), ...notShown(files)];
}

/** In a few short lines: only what a run may end otherwise for. The rest is in `differences`. */
export const mainDifferences = (files: readonly WorkflowFile[]): readonly string[] => [
  machine,
  ...notShownInShort(files),
];

const machine =
  'Jobs run as processes of this machine, with your rights and programs, instead of in a fresh virtual machine.';

const words: Readonly<Record<EditKind, string>> = {
  'own-reference':
    '`$/…`, and `./…` of a job, is written as a repository and the ref `local`, which is a folder here',
  'unknown-key': '`queue`, `deployment` and permissions that act does not know are left out',
  'environment-variables':
    '`vars` of a job with an environment is read from that environment by an expression',
  'job-identity': "the address of the job's own token is written into its `env`",
};

function rewritings(files: readonly WorkflowFile[], rewritten: readonly RunnableFile[]): readonly string[] {
  return (Object.keys(words) as readonly EditKind[]).flatMap((kind) => {
    const places = rewritten.flatMap(({ edits }, at) => {
      const lines = edits.filter((edit) => edit.kind === kind).map(({ line }) => line);
      const file = files[at];
      return lines.length === 0 || file === undefined ? [] : [`${nameOf(file)} ${linesInWords(lines)}`];
    });
    return places.length === 0 ? [] : [`In a copy, ${words[kind]}: ${places.join('; ')}.`];
  });
}

function linesInWords(lines: readonly number[]): string {
  const each = [...new Set(lines)].sort((a, b) => a - b);
  return `${each.length === 1 ? 'line' : 'lines'} ${each.join(', ')}`;
}

const artifacts = /^actions\/(?:up|down)load-artifact$/;

function replaced(rewritten: readonly RunnableFile[], standIn: typeof standInFor): readonly string[] {
  const references = rewritten.flatMap((file) => file.references);
  const used = [...new Set(references.map(({ repository }) => repository))];
  const stood = used.filter((name) => standIn(name) !== undefined);
  const others = used.filter((name) => standIn(name) === undefined && ![actsOwn, slipway].includes(name));
  const refs = references.filter(({ repository, ref }) => repository === slipway && ref !== 'local');
  const fetched = others.filter((name) =>
    references.some(({ repository, ref }) => repository === name && ref !== 'local'),
  );
  return [
    ...(refs.length === 0
      ? []
      : [
          `Slipway is the one of this machine, whatever ref is named (${[...new Set(refs.map(({ ref }) => ref))].join(', ')}).`,
        ]),
    ...(stood.length === 0 ? [] : [`Small stand-ins take the place of ${stood.join(', ')}.`]),
    ...(stood.some((name) => artifacts.test(name))
      ? [
          'Artifacts are folders of this run: nothing expires, and those of other runs, `pattern` and `merge-multiple` are refused.',
        ]
      : []),
    ...(used.includes(actsOwn)
      ? [
          `${actsOwn} is act's own: it copies the files as they stand, committed or not, and of its inputs looks at \`path\` alone.`,
        ]
      : []),
    ...(fetched.length === 0
      ? []
      : [`Nothing stands in for ${fetched.join(', ')}: act needs a folder for each, or fetches it.`]),
  ];
}
