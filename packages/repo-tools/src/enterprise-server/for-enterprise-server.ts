/**
 * What is written otherwise in the copy of a workflow, an action or a starter that a GitHub Enterprise Server runs, because
 * it lacks what github.com has: `$/`, a queue of more than one, an environment without a deployment record, and the newer
 * artifacts. Everything else stays as it is published, byte for byte, comments too.
 */
import { applied, type Change } from '@slipway/local-workflows/rewriting/edits';
import { ownReferenceEdits, usesOf } from '@slipway/local-workflows/rewriting/own-references';
import { placeOf, rootOf } from '@slipway/local-workflows/rewriting/places';
import { unknownKeyEdits } from '@slipway/local-workflows/rewriting/unknown-keys';
import type { YAMLMap } from 'yaml';
import { published } from '../workflows/workflow-texts.ts';
import { artifactEdits } from './artifacts.ts';

export interface Server {
  /** `owner/name` of the copy on the server. */
  readonly repository: string;
  /** A branch or a tag of it, which callers write behind the `@`. */
  readonly ref: string;
}

export interface ServerFile {
  readonly path: string;
  readonly text: string;
  readonly edits: readonly Change[];
}

/** Keys that it refuses; they say how github.com queues and records. */
const unknown = { concurrency: ['queue'], environment: ['deployment'] };

/** @throws Error for a text that is no YAML. */
export function forEnterpriseServer(path: string, text: string, { repository, ref }: Server): ServerFile {
  const root = rootOf(text, path);
  if (root === undefined) return { path, text, edits: [] };
  const edits = [
    ...ownReferenceEdits(text, root, repository, ref),
    ...publishedReferenceEdits(text, root, { repository, ref }),
    ...unknownKeyEdits(text, root, unknown),
    ...artifactEdits(text, root),
  ];
  return { path, text: applied(text, edits), edits };
}

/** What starters call by its name on github.com. */
function publishedReferenceEdits(
  text: string,
  root: YAMLMap,
  { repository, ref }: Server,
): readonly Change[] {
  return usesOf(root).flatMap((uses): readonly Change[] => {
    const { start, end } = placeOf(uses);
    const was = text.slice(start, end);
    const is = was.replace(new RegExp(`^(["']?)${published}/([^@"']+)@[^"']+`), `$1${repository}/$2@${ref}`);
    return is === was ? [] : [{ start, was, is }];
  });
}
