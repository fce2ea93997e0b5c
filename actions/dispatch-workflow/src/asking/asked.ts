/** From the inputs of the step to what is asked for, before GitHub is asked anything. All that is wrong is said at once. */
import type { Inputs } from '../inputs.ts';
import { clientPayload } from './client-payload.ts';
import { givenInputs } from './given-inputs.ts';
import { refuse, type Problems } from './problems.ts';
import type { Target } from './target.ts';
import { targetRef } from './target-ref.ts';

/** Where the job itself is. */
export interface JobPlace {
  /** `owner/name`: the input, else the job's own. */
  readonly repository: string;
  /** The job's own, full; undefined outside a job. */
  readonly ref: string | undefined;
}

export type Asked = Pick<
  Inputs,
  | 'workflow'
  | 'eventType'
  | 'ref'
  | 'inputs'
  | 'clientPayload'
  | 'wait'
  | 'timeout'
  | 'cancelOnTimeout'
  | 'cancelOnCancel'
  | 'markerInput'
  | 'onlyOnce'
  | 'when'
  | 'dryRun'
>;

/** @throws Failure of kind input, with every problem. */
export async function targetOf(asked: Asked, place: JobPlace): Promise<Target> {
  const problems = [...misfits(asked)];
  const target = await (asked.eventType === undefined
    ? workflowTarget(asked, place, problems)
    : eventTarget(asked, asked.eventType, place, problems));
  refuse(problems);
  return target;
}

/** What can be read, each by itself, and means nothing together. */
function misfits(asked: Asked): readonly string[] {
  const { workflow, eventType, wait } = asked;
  if (workflow === undefined && eventType === undefined)
    return ['`workflow` must be set: the file name of a workflow such as `release.yml` (or `event-type`)'];
  const isEvent = eventType !== undefined;
  const pairs: readonly (readonly [wrong: boolean, words: string])[] = [
    [isEvent && workflow !== undefined, 'only one of `workflow` and `event-type` can be set'],
    [
      isEvent && asked.inputs !== undefined,
      '`inputs` goes with `workflow`: an event carries `client-payload`',
    ],
    [isEvent && asked.ref !== undefined, '`ref` goes with `workflow`: an event runs on the default branch'],
    [
      !isEvent && asked.clientPayload !== undefined,
      '`client-payload` goes with `event-type`: a workflow is given `inputs`',
    ],
    [!wait && asked.cancelOnTimeout, '`cancel-on-timeout` needs `wait: true`'],
    [!wait && asked.cancelOnCancel, '`cancel-on-cancel` needs `wait: true`'],
  ];
  return pairs.filter(([wrong]) => wrong).map(([, words]) => words);
}

async function workflowTarget(
  { workflow = '', ref, inputs }: Asked,
  { repository, ref: ofJob }: JobPlace,
  problems: Problems,
): Promise<Target> {
  const given = await givenInputs(inputs, problems);
  return { kind: 'workflow', repository, workflow, ref: targetRef(ref, ofJob, problems), inputs: given };
}

async function eventTarget(
  { clientPayload: payload }: Asked,
  eventType: string,
  { repository }: JobPlace,
  problems: Problems,
): Promise<Target> {
  return { kind: 'event', repository, eventType, clientPayload: await clientPayload(payload, problems) };
}
