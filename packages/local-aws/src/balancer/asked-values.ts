/** Values of a request, with what stands for those that it does not name. Pure. */

/** Clients may send what they do not mean as an empty text. */
export const textOf = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

export const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
