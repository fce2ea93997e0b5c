/** What people write where a credential will stand: the text of a template, and not a credential. */

/** Source of a regular expression for one whole placeholder; each repetition is bounded. */
export const placeholder = [
  String.raw`\$\{\{[^{}]{1,200}\}\}`, // ${{ secrets.DB_PASSWORD }}
  String.raw`\$\{[^{}]{1,200}\}`, // ${DB_PASSWORD}, ${DB_PASSWORD:-none}
  String.raw`\$\([^()]{1,200}\)`, // $(DB_PASSWORD)
  String.raw`\$(?:[A-Z_][A-Z0-9_]{0,200}|[A-Za-z_]{1,200})`, // $DB_PASSWORD, $password
  String.raw`\{\{[^{}]{1,200}\}\}`, // {{ password }}
  String.raw`\{[A-Za-z_][\w.]{0,200}\}`, // {password}
  String.raw`#\{[^{}]{1,200}\}#?`, // #{DB_PASSWORD}#
  String.raw`<[A-Za-z_][^<>]{0,200}>`, // <password>
  String.raw`\[[A-Za-z_][A-Za-z_-]{0,200}\]`, // [YOUR-PASSWORD]
  String.raw`%[sdv]`,
  String.raw`%\([A-Za-z_]{1,200}\)s`, // %(password)s
  String.raw`%[A-Za-z_][\w.:()]{0,200}%`, // %DB_PASSWORD%, %env(DB_PASSWORD)%
  String.raw`__[A-Z0-9_]{1,200}__`, // __DB_PASSWORD__
  String.raw`\*{1,200}`,
  String.raw`[xX]{3,200}`,
].join('|');

const whole = new RegExp(`^(?:${placeholder})$`);

export const isPlaceholder = (value: string): boolean => whole.test(value);
