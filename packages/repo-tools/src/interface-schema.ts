/**
 * A JSON schema from the interfaces of one TypeScript file: their comments become its descriptions, so what is
 * published can say neither more nor less than what the code fills in. Members that come later are not forbidden.
 */
import ts from 'typescript';

export type Schema = Readonly<Record<string, unknown>>;

interface File {
  readonly name: string;
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
}

/**
 * @param name of the file, for errors.
 * @param top the interface that the whole document is.
 * @throws Error when an interface or a member has no comment, or a type is beyond what is read here.
 */
export function interfaceSchema(name: string, source: string, top: string): Schema {
  const { statements } = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const declared = statements.filter(ts.isInterfaceDeclaration);
  const file = { name, interfaces: new Map(declared.map((each) => [each.name.text, each])) };
  const whole = file.interfaces.get(top);
  if (whole === undefined) throw new Error(`${name} has no interface ${top}.`);
  const parts = declared.filter((each) => each !== whole);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: top,
    ...objectOf(whole, file),
    definitions: Object.fromEntries(parts.map((each) => [each.name.text, objectOf(each, file)])),
  };
}

function objectOf(declared: ts.InterfaceDeclaration, file: File): Schema {
  const members = declared.members.map((member) => memberOf(member, declared.name.text, file));
  return {
    description: commentOf(declared, declared.name.text, file),
    type: 'object',
    required: members.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
    properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
  };
}

function memberOf(member: ts.TypeElement, owner: string, file: File) {
  if (!ts.isPropertySignature(member) || member.type === undefined)
    throw new Error(`${file.name}: ${owner} has a member that is no property.`);
  const name = member.name.getText();
  const description = commentOf(member, `${owner}.${name}`, file);
  return {
    name,
    isOptional: member.questionToken !== undefined,
    schema: { description, ...schemaOf(member.type, file) },
  };
}

function commentOf(node: ts.Node, what: string, file: File): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment);
  if (text === undefined || text === '') throw new Error(`${file.name}: ${what} has no comment.`);
  return text.replace(/\s*\n\s*/g, ' ');
}

function schemaOf(type: ts.TypeNode, file: File): Schema {
  if (ts.isUnionTypeNode(type)) return unionOf(type.types, file);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType, file) };
  // `readonly` of a list.
  if (ts.isTypeOperatorNode(type)) return schemaOf(type.type, file);
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type, file);
  if (ts.isLiteralTypeNode(type)) return literalOf(type);
  if (ts.isTypeReferenceNode(type)) return referenceOf(type, file);
  const plain = plainTypes.get(type.kind);
  if (plain === undefined) throw new Error(`${file.name}: the type ${type.getText()} can't be published.`);
  return { type: plain };
}

const plainTypes = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

function unionOf(types: readonly ts.TypeNode[], file: File): Schema {
  const schemas = types.map((each) => schemaOf(each, file));
  if (schemas.every((each) => 'const' in each)) return { enum: schemas.map((each) => each.const) };
  return { anyOf: schemas };
}

function literalOf({ literal }: ts.LiteralTypeNode): Schema {
  if (literal.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' };
  return { const: ts.isNumericLiteral(literal) ? Number(literal.text) : (literal as ts.StringLiteral).text };
}

function referenceOf(type: ts.TypeReferenceNode, file: File): Schema {
  const name = type.typeName.getText();
  if (!file.interfaces.has(name)) throw new Error(`${file.name}: ${name} stands in another file.`);
  return { $ref: `#/definitions/${name}` };
}
