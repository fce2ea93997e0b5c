/** The members of a report file, from its schema. */
import { cell, table } from './readme-tables.ts';

/** As far as it is read here. */
export interface ReportSchema {
  readonly properties: Readonly<Record<string, { readonly description: string }>>;
}

export function reportPart({ properties }: ReportSchema): string {
  const rows = Object.entries(properties).map(([name, { description }]) => [
    `\`${name}\``,
    cell(description),
  ]);
  return table(['member', 'meaning'], rows).join('\n');
}
