/** Values that look as if they were secret, where everybody can read them who may describe a task definition. */
import { looksSecret } from '../../comparing/redact.ts';
import type { Rule } from '../finding.ts';
import { eachItem, eachContainer, eachOf, repeated } from '../walk.ts';

/** Names that say it: the last words of them, so that `TOKEN_URL` and `PASSWORD_MIN_LENGTH` are none. */
const secretName =
  /(?:^|[_.-])(?:password|passwd|pwd|secret|token|api_?key|secret_?key|private_?key|access_?key|credentials?)$/i;

/** What is written there instead of a secret, or says where one is. */
const harmless = /^(?:|true|false|\d{1,4}|none|null|arn:\S+|\/\S*|\$\{?\w+\}?|file:\S*)$/i;

/** Keys and certificates that everybody may have. */
const isPublic = /^-----BEGIN (?:[A-Z]+ )?(?:PUBLIC KEY|CERTIFICATE)-----/;

export const plainTextRules: readonly Rule[] = [
  {
    name: 'secret-in-plain-text',
    breaks: 'nothing',
    says: 'An environment variable looks like a secret, by its name or its value, and stands in plain text.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'environment')) {
        const { name = '', value = '' } = item;
        const isSecret =
          !isPublic.test(value) && (looksSecret(value) || (secretName.test(name) && !harmless.test(value)));
        if (!isSecret) continue;
        yield {
          path: [...path, 'value'],
          complaint:
            'it looks like a secret in plain text; put it into Secrets Manager or Parameter Store, and its ARN into `secrets`',
        };
      }
    },
  },
  {
    // ECS registers both, and passes them on in their order.
    name: 'duplicate-environment-name',
    breaks: 'nothing',
    says: 'An environment variable stands twice in one container, and nobody promises which of them counts.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const variables = eachOf(container.environment, ...path, 'environment');
        const named = variables.filter(({ item }) => item.name !== '');
        for (const { path: at } of repeated(named, ({ item }) => item.name))
          yield {
            path: [...at, 'name'],
            complaint: 'it stands twice, and nobody promises which of them counts',
          };
      }
    },
  },
];
