/**
 * The marker that tells the run of one dispatch from all others: a unique text in an input (or a member of the payload)
 * that the workflow shows in the title of its runs. It is sent whenever the target takes it; the user's own value is
 * left alone.
 */
import { declaredAs } from './compare-inputs.ts';
import { bytesOf, largestPayload, mostMembers } from './client-payload.ts';
import type { Declared } from './declared.ts';
import { largestInputs, mostInputs, sizeOf } from './given-inputs.ts';
import type { Marking } from '../finding/ports.ts';
import type { EventTarget, Target, WorkflowTarget } from './target.ts';

/** What the name, quotes and punctuation of a marker add to what is sent, and the marker itself. */
const room = 120;

/** @param declared of the workflow at that ref; undefined where the file can't be read. */
export function markingOf(target: Target, declared: Declared | undefined, name: string): Marking {
  return target.kind === 'event' ? markingOfEvent(target, name) : markingOfWorkflow(target, declared, name);
}

function markingOfEvent({ clientPayload }: EventTarget, name: string): Marking {
  const hasRoom = Object.keys(clientPayload).length < mostMembers;
  const fits = bytesOf(clientPayload) + name.length + room < largestPayload;
  return hasRoom && fits && clientPayload[name] === undefined ? 'sent' : 'none';
}

function markingOfWorkflow(
  { inputs }: WorkflowTarget,
  declared: Declared | undefined,
  name: string,
): Marking {
  const input = declared === undefined ? undefined : declaredAs(name, declared.inputs);
  if (declared === undefined || input?.name !== name || input.type !== 'string') return 'none';
  const isTaken = Object.keys(inputs).some((each) => each.toLowerCase() === name.toLowerCase());
  const fits =
    Object.keys(inputs).length < mostInputs && sizeOf(inputs) + name.length + room <= largestInputs;
  if (isTaken || !fits) return 'none';
  return showsInput(declared.runName, name) ? 'shown' : 'sent';
}

/** Exactly the input in an expression of its own: within a larger one it may be left out of the title. */
function showsInput(runName: string, name: string): boolean {
  const expressions = [...runName.matchAll(/\$\{\{\s*([^}]*?)\s*\}\}/g)].map(([, inner]) => inner);
  return expressions.some((each) => each === `inputs.${name}` || each === `github.event.inputs.${name}`);
}

/** The target with the marker in it. */
export function marked(target: Target, marking: Marking, name: string, marker: string): Target {
  if (marking === 'none') return target;
  return target.kind === 'event'
    ? { ...target, clientPayload: { ...target.clientPayload, [name]: marker } }
    : { ...target, inputs: { ...target.inputs, [name]: marker } };
}
