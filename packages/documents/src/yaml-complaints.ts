/**
 * What is wrong with a YAML text, in words of our own. The library's sentences quote the text, and the text may be a
 * password: one that begins with `*`, `|` or `%` and stands without quotes is what most often breaks a file.
 */
import type { YAMLError } from 'yaml';
import { deepest, twice } from './text-error.ts';

const quoteIt = 'if it is text, put the value in quotes';

export const tooDeep = `nested more than ${String(deepest)} levels deep`;
export const unknownAlias = `a bare \`*\` stands for an anchor, and there is none of this name before it; ${quoteIt}`;
export const emptyAnchor = `a bare \`&\` names what follows it, and nothing does; ${quoteIt}`;
export const noValue = `a name must have a colon and a value; ${quoteIt}`;
export const tooManyAliases = 'its aliases are resolved too often';
export const mergeOfNoObject = 'what `<<` merges must be an object or the alias of one';

const complaints: Readonly<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias such as `*name` has neither an anchor nor a tag before it',
  BAD_ALIAS: `a bare \`*\` or \`&\` begins the name of an anchor, and this is no good one; ${quoteIt}`,
  BAD_COLLECTION_TYPE: 'tags such as `!Sub` mean nothing here: write the value',
  BAD_DIRECTIVE: `a bare \`%\` begins a directive, and this is none that YAML has; ${quoteIt}`,
  BAD_DQ_ESCAPE:
    'double quotes have no such escape; write two backslashes, or put the value in single quotes',
  BAD_INDENT: 'this line does not stand as far to the right as it must, or a bracket or brace is not closed',
  BAD_PROP_ORDER: `an anchor or a tag stands before the sign that it must stand behind; ${quoteIt}`,
  BAD_SCALAR_START: 'no bare text begins with this character; put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: `a second name, or a list, begins on the line of a name; ${quoteIt}`,
  BLOCK_IN_FLOW: 'between brackets or braces nothing is told by indentation',
  DUPLICATE_KEY: twice,
  IMPOSSIBLE: 'this can not be read as YAML',
  KEY_OVER_1024_CHARS: 'the name of a member is longer than 1024 characters',
  MISSING_CHAR: `a sign is missing here: a closing quote, a colon, a comma or a blank; ${quoteIt}`,
  MULTILINE_IMPLICIT_KEY: 'a name and its colon must stand on one line',
  MULTIPLE_ANCHORS: `a value has only one anchor; ${quoteIt}`,
  MULTIPLE_DOCS: 'it holds several documents',
  MULTIPLE_TAGS: `a value has only one tag; ${quoteIt}`,
  NON_STRING_KEY: 'the name of a member must be text',
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: 'tabs are not allowed as indentation',
  TAG_RESOLVE_FAILED: `tags such as \`!Sub\` mean nothing here: write the value; ${quoteIt}`,
  UNEXPECTED_TOKEN: `this can not stand here; ${quoteIt}`,
};

export const complaintOf = ({ code }: Pick<YAMLError, 'code'>): string => complaints[code];
