import { expect, test } from '@jest/globals';
import { outcomeTable } from '../src/outcomes.ts';
import { play } from './scenario.ts';

test('a broken revision slides back to the baseline, and the headline says what died and what serves', async () => {
  const { end, path, ecs } = await play({ ecs: { behaviours: { 42: { diesAfter: 3000 } } } });
  expect(path).toEqual(['planning', 'registering', 'updating', 'watching', 'rolling-back', 'rolled-back']);
  expect(outcomeTable[end.kind].headline(end)).toBe(
    'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks), last line: `Error: no database`. web:41 serves again, proven by 2 healthy tasks after 28 s.',
  );
  expect(ecs.serving()).toEqual({ 'web:41': 2 });
});
