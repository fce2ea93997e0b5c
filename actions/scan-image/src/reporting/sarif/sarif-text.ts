/** Text from outside as SARIF's plain text: on one line, and with nothing in it that SARIF reads as a link or a placeholder. */
import { shortText } from '../short-text.ts';

/** GitHub keeps 1024 characters of a description. */
const longest = 1000;

export function sarifText(text: string, limit = longest): string {
  return shortText(text, limit)
    .replace(/[\\[\]]/g, (character) => `\\${character}`)
    .replace(/[{}]/g, (brace) => `${brace}${brace}`);
}
