/** Which roles a task needs, and what is none. */
import { expect, test } from '@jest/globals';
import { broken } from './broken.ts';

test.each([undefined, ''])('the task role "%s" is none', (taskRoleArn) => {
  expect(broken({ taskRoleArn }, {}, { isExecEnabled: true })).toEqual(['task-role-missing']);
});
