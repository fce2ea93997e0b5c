/** The workflows that a repository has: which there are, whether they are enabled, and the text of their files at a ref. */
import type { Answer, ApiCall, GithubApi } from './api.ts';
import { bodyOf } from './failures.ts';
import { AnswerReader, messageOf } from './reading.ts';
import { adviceOn, nameOf, type WorkflowPlace } from './workflow-place.ts';

export interface KnownWorkflow {
  readonly id: number;
  readonly name: string;
  /** `.github/workflows/release.yml` */
  readonly path: string;
  /** active, deleted, disabled_fork, disabled_inactivity, disabled_manually. */
  readonly state: string;
}

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  /** GitHub's own words say that it is the ref that is not there. */
  | { readonly kind: 'no-such-ref' }
  /** No such file at that ref, no such ref, no such repository, or the token may not know. */
  | { readonly kind: 'not-there' };

const perPage = 100;
const mostPages = 20;

export class WorkflowFiles {
  readonly #api: GithubApi;
  readonly #place: WorkflowPlace;

  constructor(api: GithubApi, place: WorkflowPlace) {
    this.#api = api;
    this.#place = place;
  }

  /** @param workflow file name or id. @returns undefined where there is none that the token can see. */
  async workflow(workflow: string): Promise<KnownWorkflow | undefined> {
    const call = this.#call('read-workflow', 'actions/workflows/{workflow}', { workflow });
    const answer = await this.#api.ask(call);
    if (isMissing(answer)) return undefined;
    return workflowOf(new AnswerReader(call, bodyOf(answer, [200], call)));
  }

  /** All of them, of every page. */
  async list(): Promise<readonly KnownWorkflow[]> {
    const found = new Map<number, KnownWorkflow>();
    for (let page = 1; page <= mostPages; page += 1) {
      const call = this.#call('list-workflows', 'actions/workflows', { per_page: perPage, page });
      const body = new AnswerReader(call, bodyOf(await this.#api.ask(call), [200], call));
      const workflows = body.list('workflows').map(workflowOf);
      for (const each of workflows) found.set(each.id, each);
      if (workflows.length < perPage || page * perPage >= body.number('total_count')) break;
    }
    return [...found.values()];
  }

  /**
   * @param file its name; GitHub knows workflows in one folder only.
   * @param ref branch or tag; the default branch when left out.
   */
  async text(file: string, ref?: string): Promise<FileText> {
    const parameters: Record<string, string> = ref === undefined ? { file } : { file, ref };
    const call = this.#call('read-workflow-file', 'contents/.github/workflows/{file}', parameters);
    const answer = await this.#api.ask(call);
    if (isMissing(answer))
      return { kind: /no commit found/i.test(wordsOf(answer)) ? 'no-such-ref' : 'not-there' };
    const body = new AnswerReader(call, bodyOf(answer, [200], call));
    // Of more than a megabyte GitHub gives no content, which must not pass for an empty file.
    if (body.text('encoding') !== 'base64') throw body.unreadable('the content in base64');
    return { kind: 'text', text: Buffer.from(body.text('content'), 'base64').toString('utf8') };
  }

  #call(
    operation: 'read-workflow' | 'list-workflows' | 'read-workflow-file',
    path: string,
    parameters: Readonly<Record<string, string | number>>,
  ): ApiCall {
    const { owner, repo } = this.#place;
    const workflow = parameters.workflow ?? parameters.file;
    const what = workflow === undefined ? 'the workflows' : `workflow ${String(workflow)}`;
    const right = operation === 'read-workflow-file' ? 'contents: read' : 'actions: read';
    return {
      operation,
      about: `${what} of ${nameOf(this.#place)}`,
      route: `GET /repos/{owner}/{repo}/${path}`,
      parameters: { owner, repo, ...parameters },
      version: '2026-03-10',
      repeatable: true,
      advice: adviceOn(right, this.#place),
    };
  }
}

const isMissing = (answer: Answer): boolean => answer.kind === 'answer' && answer.status === 404;
const wordsOf = (answer: Answer): string => (answer.kind === 'answer' ? messageOf(answer.body) : '');

function workflowOf(body: AnswerReader): KnownWorkflow {
  return {
    id: body.number('id'),
    name: body.text('name'),
    path: body.text('path'),
    state: body.text('state'),
  };
}
