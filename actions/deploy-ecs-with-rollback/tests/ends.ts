/** A scene for every way in which a run ends: what each report must stand for is tried on all of them. */
import { arn, dying, unchangedDocument, type Scene } from './world.ts';

/** Outcome, whether the step is red, and how it comes to that. */
export const ends: readonly (readonly [string, boolean, Scene])[] = [
  ['succeeded', false, {}],
  ['unchanged', false, { files: { 'web.json': unchangedDocument } }],
  ['started', false, { values: { 'wait-for-service-stability': 'false' } }],
  ['planned', false, { values: { 'dry-run': 'true' } }],
  ['refused', true, { ecs: { status: 'MISSING' } }],
  ['refused', true, { values: { 'task-definition': 'none.json' } }],
  ['refused', true, { values: { timeout: 'soon' } }],
  ['superseded', true, { script: { 20_000: (ecs) => ecs.deploy(arn(41)) } }],
  ['rolled-back', true, { ecs: dying }],
  [
    'succeeded',
    false,
    {
      values: { mode: 'rollback', 'task-definition': '' },
      before: (ecs) => ecs.deploy(ecs.register({ family: 'web', containerDefinitions: [] })),
    },
  ],
  ['stuck', true, { ecs: dying, values: { rollback: 'never' } }],
  ['stuck', true, { script: { 20_000: (_, cancel) => cancel() } }],
];
