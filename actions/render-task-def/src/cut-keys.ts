/** Keys in PEM that were put where a value ends with its line: the next line would be read as a name, and be shown. */

/** Whether a value is the first line of a PEM block. One with `\n` written out is whole. */
export const isCutKey = (value: string): boolean => /^\s*-----BEGIN\b(?!.*-----END\b)/.test(value);

/** What such a line does, in words. */
export const severalLines = 'begins a value of several lines';
