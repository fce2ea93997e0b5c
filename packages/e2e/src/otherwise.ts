/** What is otherwise in the mission than on GitHub and AWS beside what act can't show: what it does itself. */
import { factor } from './mission.ts';

const times = String(factor);

export const otherwiseHere: readonly string[] = [
  `The cloud's time goes ${times} times faster than this machine's, in which Terraform and the jobs live. So a session of a role lasts ${times} times as many seconds of the cloud's time as the job asks for, once these were held to what the role gives at most.`,
];
