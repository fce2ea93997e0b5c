/** Secrets that stand somewhere as they are, or written otherwise so that anybody can read them back. */
import type { Place } from './places.ts';
import type { Secret } from './told-world.ts';

/** @returns a sentence for each that a place shows. */
export function secretsShown(places: readonly Place[], secrets: readonly Secret[]): readonly string[] {
  const looked = secrets
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => ({ name, forms: formsOf(value) }));
  return places.flatMap(({ name: place, text }) => [
    ...looked
      .filter(({ forms }) => forms.some((form) => text.includes(form)))
      .map(({ name }) => `${place} shows ${name}`),
    ...(tokenOfJob.test(text) ? [`${place} shows a token of OpenID Connect`] : []),
  ]);
}

/** Of which there is no list: each job asks for its own. */
const tokenOfJob = /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/;

/** As it is, in an address, in JSON, and in base64 wherever it begins in what was encoded. */
function formsOf(value: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]).toString('base64');
    // The characters at both ends depend on the neighbours.
    return encoded.slice(before === 0 ? 0 : before + 1).replace(/.?=+$/, '');
  });
  const inAddresses = inBase64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...new Set([
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      ...inBase64,
      ...inAddresses,
    ]),
  ];
}
