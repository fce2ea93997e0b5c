/** Others who write meanwhile, a job that is cancelled, and a machine that is lost. */
import type { Harbour } from '../dist-harbour.ts';
import { green, red, type Scenes } from './scene.ts';

/** What somebody else does just before the first call of this method. */
const meanwhile = ({ stage }: Harbour, method: string, path: RegExp, act: () => void): void => {
  stage.github.faults.push({ method, path, when: 'before', act, times: 1 });
};

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
