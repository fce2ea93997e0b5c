/**
 * The stacks, really applied: Terraform's own provider against moto and the local cloud, the state in a bucket; then the
 * pipeline on what Terraform made, with the roles that it made; then nothing differs, and a destroy leaves nothing. A
 * person runs the stack bootstrap; all other plans are the plan role's, all other applies and destroys the apply role's,
 * and whatever these roles don't allow is refused. One story: each test goes on where the one before it ended.
 *
 * @needs terraform
 * @needs moto_server
 */
import { afterAll, beforeAll } from '@jest/globals';
import { changing } from './changing.ts';
import { destroying } from './destroying.ts';
import { making } from './making.ts';
import { pipelineRights } from './pipeline-rights.ts';
import { shipping } from './shipping.ts';
import { beginStory, minutes } from './story.ts';

const story = beginStory();

beforeAll(() => story.open(), minutes);

afterAll(() => story.harbour.close());

for (const act of [making, shipping, pipelineRights, changing, destroying]) act(story);
