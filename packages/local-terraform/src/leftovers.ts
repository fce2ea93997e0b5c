/** What of an account's holdings is left after a destroy: all that was not there at first, but for what stays by nature. Pure. */

/** Lines of what may stay, each with why. */
const stays: readonly (readonly [line: RegExp, why: string])[] = [
  [/^the task definition .*\/web-production:\d+$/, 'the pipeline made these revisions, and not Terraform'],
  [
    /^the task definition .*\/web-production-template:\d+$/,
    'kept on purpose: revisions were rendered from it',
  ],
  [/^the network interface eni-/, 'moto keeps that of a NAT gateway; AWS deletes no subnet that has one'],
  [/^the alias of a key alias\/aws\//, "keys of AWS's own, made when a service first needs them"],
];

export const leftOver = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((line) => !before.includes(line) && !stays.some(([kind]) => kind.test(line)));
