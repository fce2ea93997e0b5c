/** Before the tests: which real parts are missing here, and what is therefore not run. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goTools } from './go-tools.mjs';
import { pythonTools } from './python-tools.mjs';
import { missingParts } from './real-parts.mjs';

const missing = missingParts(dirname(dirname(fileURLToPath(import.meta.url))));
for (const [part, files] of missing) {
  console.error(`${saying(part)}, so these tests are not run: ${files.join(', ')}`);
}
if (missing.size > 0 && process.env.CI === 'true') {
  console.error('In CI every part must be there.');
  process.exitCode = 1;
}

function saying(part) {
  if (part === 'docker')
    return 'No daemon of docker answers on this machine (bash tools/with-docker npm test)';
  if (part === 'terraform')
    return 'terraform, or a place to get its provider of AWS from (tools/terraform-provider.mjs), is not on this machine';
  if (pythonTools().has(part)) return `${part} is not installed (node tools/python-tools.mjs ${part})`;
  if (goTools().has(part)) return `${part} is not built (node tools/go-tools.mjs ${part})`;
  return `${part} is not on this machine`;
}
