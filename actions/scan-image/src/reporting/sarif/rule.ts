/** A vulnerability as a rule of SARIF: what it is, where to read on, and how bad it is at worst in this run. */
import { code, join, list, paragraph, text, type Markdown } from '@slipway/action-kit/markdown';
import type { AssessedFinding } from '../../judging/assessed.ts';
import { fixInWords } from '../finding-words.ts';
import { idCell } from '../finding-part.ts';
import { shortName, shortText } from '../short-text.ts';
import { levelOf, securitySeverity } from './severity.ts';
import { sarifText } from './sarif-text.ts';

const longestId = 200;
const longestHelp = 2000;

export const ruleIdOf = ({ id }: AssessedFinding): string => shortName(id, longestId);

/** @param worst the worst finding of this vulnerability in the run. */
export function ruleOf(worst: AssessedFinding): object {
  const { severity, score, description } = worst;
  const title = `${worst.id} in ${worst.package}`;
  const number = securitySeverity(severity, score);
  const uri = helpUri(worst.link);
  return {
    id: ruleIdOf(worst),
    shortDescription: { text: sarifText(title, 300) },
    fullDescription: {
      text: sarifText(description === undefined || description === '' ? title : description),
    },
    help: { text: sarifText(helpText(worst), longestHelp), markdown: helpMarkdown(worst).markdown },
    ...(uri === undefined ? {} : { helpUri: uri }),
    defaultConfiguration: { level: levelOf[severity] },
    properties: {
      tags: ['security', 'vulnerability', severity],
      precision: 'high',
      ...(number === undefined ? {} : { 'security-severity': number }),
    },
  };
}

function helpText(finding: AssessedFinding): string {
  const fix = fixInWords(finding);
  const repair = fix === '' ? 'Update the package or the base image.' : `Fixed in: ${fix}.`;
  return `${finding.id} (${finding.severity}) in ${finding.package} ${finding.version}. ${repair} ${finding.description ?? ''}`;
}

function helpMarkdown(finding: AssessedFinding): Markdown {
  const { description, severity, version } = finding;
  const fix = fixInWords(finding);
  return join(
    paragraph(idCell(shortText(finding.id, longestId), finding.link), `: ${severity}`),
    list([
      join(text('Package: '), code(shortText(`${finding.package} ${version}`, 300))),
      ...(fix === '' ? [] : [`Fixed in: ${shortText(fix, 200)}`]),
    ]),
    ...(description === undefined ? [] : [paragraph(shortText(description, longestHelp))]),
  );
}

const part = "(?:[\\w.~!$&'()*+,;=:@/?-]|%[\\da-f]{2})*";
const webPage = new RegExp(`^https?://[\\w.-]+(?::\\d+)?/${part}(?:#${part})?$`, 'i');

/** Only a web page, and only what RFC 3986 calls a URI: one that is none makes the whole file invalid. */
function helpUri(link: string | undefined): string | undefined {
  if (link === undefined || link.length > 1000 || !URL.canParse(link)) return undefined;
  const { href } = new URL(link);
  return webPage.test(href) ? href : undefined;
}
