/** An image as the workflow names it: as it shall stand in the document, or as something to ask ECR about. */
import {
  digest,
  ecrRepository,
  keyValue,
  matching,
  Unreadable,
  type Parser,
} from '@slipway/action-kit/parsers';

export type ImageSource =
  | { readonly kind: 'given'; readonly image: string }
  | { readonly kind: 'ecr'; readonly repository: string; readonly digest: string };

export interface ContainerImage {
  readonly container: string;
  readonly source: ImageSource;
}

export const imageName: Parser<string> = matching(
  /^[^\s@]+(?:@\S+)?$/,
  'an image such as `registry/team/web@sha256:…`',
);

/** `web=nginx:1.29` or `web=ecr:team/web@sha256:…`. */
export const containerImage: Parser<ContainerImage> = {
  expects: '`container=image` or `container=ecr:repository@digest`',
  read: (line) => {
    const [container, image] = keyValue.read(line);
    return { container, source: sourceOf(image.trim()) };
  },
};

/** Whether the image names exactly one content. */
export const isPinned = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

function sourceOf(image: string): ImageSource {
  if (!image.startsWith('ecr:')) return { kind: 'given', image: read(imageName, image) };
  const [repository = '', pin = ''] = image.slice('ecr:'.length).split('@');
  return { kind: 'ecr', repository: read(ecrRepository, repository), digest: read(digest, pin) };
}

function read<T>(parser: Parser<T>, value: string): T {
  try {
    return parser.read(value);
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`\`${value}\` is not ${parser.expects}`) : error;
  }
}
