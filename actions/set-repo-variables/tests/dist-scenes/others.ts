/** Others who write meanwhile, a job that is cancelled, and a machine that is lost. */
import type { Harbour } from '../dist-harbour.ts';
import { green, red, type Scenes } from './scene.ts';

/** What somebody else does just before a call of this method, the first that is not skipped. */
const meanwhile = ({ stage }: Harbour, method: string, path: RegExp, act: () => void, skip = 0): void => {
  stage.github.faults.push({ method, path, when: 'before', act, skip, times: 1 });
};
const slowDown = { status: 429, message: 'Too many requests', headers: { 'retry-after': '90' } };

const many = Array.from({ length: 30 }, (_, index) => `V${String(index)}=x`).join('\n');

export const others: Scenes = {
  'somebody else changes what is updated': green({
    github: { variables: { A: '1' } },
    play: (harbour) => {
      const { variables } = harbour.stage.github;
      meanwhile(harbour, 'GET', /variables\/A$/, () => variables.put('A', 'theirs'));
      return harbour.set({ variables: 'A=2' });
    },
  }),
  'somebody else creates what is created': green({
    play: (harbour) => {
      const { variables } = harbour.stage.github;
      meanwhile(harbour, 'POST', /variables$/, () => variables.put('A', 'theirs'));
      return harbour.set({ variables: 'A=2' });
    },
  }),
  'somebody else changes what is pruned: it is left': green({
    github: { variables: { WEB_OLD: '1' } },
    play: (harbour) => {
      const { variables } = harbour.stage.github;
      meanwhile(harbour, 'GET', /WEB_OLD$/, () => variables.put('WEB_OLD', 'theirs'));
      return harbour.set({ variables: 'WEB_A=2', 'prune-prefix': 'WEB_' });
    },
  }),
  'somebody else changes what is pruned while a limit is waited for: it is left': green({
    github: { variables: { WEB_OLD: '1' } },
    play: (harbour) => {
      const { variables, faults } = harbour.stage.github;
      faults.push({ method: 'DELETE', when: 'before', answer: slowDown, times: 1 });
      meanwhile(harbour, 'GET', /WEB_OLD$/, () => variables.put('WEB_OLD', 'theirs'), 1);
      return harbour.set({ variables: 'WEB_A=2', 'prune-prefix': 'WEB_' });
    },
  }),
  'somebody else creates anew what was removed, with the answer lost: it is left': green({
    github: { variables: { WEB_OLD: '1' } },
    play: (harbour) => {
      const { variables, faults } = harbour.stage.github;
      faults.push({ method: 'DELETE', when: 'after', answer: 'cut', times: 1 });
      meanwhile(harbour, 'GET', /WEB_OLD$/, () => variables.put('WEB_OLD', 'theirs'), 1);
      return harbour.set({ variables: 'WEB_A=2', 'prune-prefix': 'WEB_' });
    },
  }),
  'a lost answer, and then a limit of an hour: not known': red({
    play: ({ set, stage }) => {
      stage.github.faults.push({ method: 'POST', when: 'after', answer: 'cut', times: 1 });
      const answer = { ...slowDown, headers: { 'retry-after': '3600' } };
      stage.github.faults.push({ method: 'GET', path: /variables\/A$/, when: 'before', answer, times: 1 });
      return set({ variables: 'A=1\nB=2' });
    },
  }),
  'a job that is cancelled tells what was written': red({
    play: ({ set, stage }) => {
      const cancelling = new AbortController();
      stage.github.faults.push({
        method: 'POST',
        when: 'after',
        act: () => cancelling.abort(),
        skip: 16,
        times: 1,
      });
      return set({ variables: many }, {}, { cancelled: cancelling.signal });
    },
  }),
  'a machine that is lost in the middle: the next run does the rest': green({
    play: async ({ set, stage }) => {
      const losing = new AbortController();
      stage.github.faults.push({
        method: 'POST',
        when: 'after',
        act: () => losing.abort(),
        skip: 16,
        times: 1,
      });
      await set({ variables: many }, {}, { lost: losing.signal });
      return set({ variables: many });
    },
  }),
};
