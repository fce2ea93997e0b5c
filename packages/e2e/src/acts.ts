/** The acts, in the order in which they are told. */
import { destroy } from './acts/destroy.ts';
import { bootstrap, infrastructure } from './acts/infrastructure.ts';
import { promote } from './acts/promote.ts';
import { pullRequest } from './acts/pull-request.ts';
import { broken, fixed, vulnerable } from './acts/pushes.ts';
import { rollback } from './acts/rollback.ts';
import { session } from './acts/session.ts';
import type { Act } from './stage.ts';

export const acts: readonly Act[] = [
  bootstrap,
  infrastructure,
  broken,
  vulnerable,
  fixed,
  promote,
  rollback,
  pullRequest,
  session,
  destroy,
];
