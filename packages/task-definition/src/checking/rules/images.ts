/** How images are referred to, and whether they are there for the platform of the task. */
import type { Rule } from '../finding.ts';
import { platformOf } from '../launch.ts';
import { listed, quoted } from '../naming.ts';
import { eachContainer } from '../walk.ts';

/** What ECS lets through; Docker is stricter. */
const taken = /^[\w./:@#-]+$/;

/** Up to 255 characters, of the name alone where a digest follows. */
const longest = 255;

const host = String.raw`(?:[A-Za-z0-9.-]+(?::\d+)?/)`;
const repository = String.raw`[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*`;
const reference = new RegExp(`^${host}?${repository}(?::[\\w][\\w.-]{0,127})?(?:@sha256:[A-Fa-f0-9]{64})?$`);

export const imageRules: readonly Rule[] = [
  {
    name: 'image-characters',
    breaks: 'registration',
    says: 'An image is empty, too long, or has a character that ECS takes in no image, such as a space or a `$`.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { image } = container;
        if (image === undefined || isTaken(image)) continue;
        yield {
          path: [...path, 'image'],
          complaint:
            image === ''
              ? 'it is empty; name an image such as `registry/web@sha256:…`'
              : `it may have up to ${String(longest)} letters, numbers and \`- _ : . / @ #\`, and no space or \`$\``,
        };
      }
    },
  },
  {
    // Docker refuses it when the task starts: "invalid reference format".
    name: 'image-reference',
    breaks: 'start',
    says: 'An image is none that Docker could pull: upper case in the repository, no tag behind the colon, or half a digest.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { image } = container;
        if (image === undefined || !isTaken(image) || reference.test(image)) continue;
        yield { path: [...path, 'image'], complaint: whyNot(image) };
      }
    },
  },
  {
    name: 'image-not-for-platform',
    breaks: 'start',
    says: 'An image is not there for the platform of the task (`runtimePlatform`, or else Linux on x86-64), as far as the registry can be read.',
    *find(task, { platforms }) {
      const wanted = platformOf(task);
      for (const { container, path } of eachContainer(task)) {
        const there = platforms?.get(container.image ?? '');
        if (there === undefined || there.length === 0) continue;
        // A variant is one of the same architecture: `linux/arm64/v8`, `linux/amd64/v2`.
        if (there.some((each) => each === wanted || each.startsWith(`${wanted}/`))) continue;
        yield {
          path: [...path, 'image'],
          complaint: `the task runs on ${quoted(wanted)}, and the image is there for ${listed(there)} only`,
          decidedBy: [['runtimePlatform']],
        };
      }
    },
  },
];

const isTaken = (image: string): boolean => taken.test(image) && image.replace(/@.*$/, '').length <= longest;

function whyNot(image: string): string {
  const [name = '', digest] = image.split('@');
  if (digest !== undefined && !/^sha256:[A-Fa-f0-9]{64}$/.test(digest))
    return 'its digest must be `sha256:` and 64 digits of 0–9 and a–f';
  if (/:$/.test(name)) return 'there is no tag behind its colon';
  if (/[A-Z]/.test(name.replace(/^[^/]*[.:][^/]*\//, '').replace(/:.*$/, '')))
    return 'the name of a repository has no upper case';
  return 'Docker reads it as no image; write `registry/repository:tag` or `registry/repository@sha256:…`';
}
