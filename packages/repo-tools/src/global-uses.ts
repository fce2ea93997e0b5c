/** Which globals of the outside world a file touches: environment, timers, the wall clock, randomness, network. */
import ts from 'typescript';
import { lineOf } from './module-imports.ts';

export interface GlobalUse {
  /** `process.env`, `setTimeout`, `Date.now`, `new Date()`, `fetch` … */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

/** Globals that are a thing of the outside world by themselves. */
const names = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'WebSocket',
  'process',
]);

/** Members of globals that are otherwise harmless, or better known by the member. */
const members = new Set([
  'process.env',
  'Date.now',
  'performance.now',
  'AbortSignal.timeout',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'jest.mock',
  'jest.spyOn',
  'jest.unstable_mockModule',
]);

export function globalUsesOf(file: ts.SourceFile): readonly GlobalUse[] {
  const uses: GlobalUse[] = [];
  const visit = (node: ts.Node): void => {
    const name = useOf(node);
    if (name !== undefined) uses.push({ name, line: lineOf(file, node) });
    // What is named by its member is not named once more by its object.
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

function useOf(node: ts.Node): string | undefined {
  if (isBareDate(node)) return ts.isNewExpression(node) ? 'new Date()' : 'Date()';
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return memberOf(node);
  if (!ts.isIdentifier(node) || !names.has(node.text)) return undefined;
  return isReference(node) && !isDeclaredAround(node) ? node.text : undefined;
}

/** Without an argument, with or without `new`, it reads the clock. */
function isBareDate(node: ts.Node): boolean {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date';
  return isDate && (ts.isCallExpression(node) || (node.arguments ?? []).length === 0);
}

/** `a.b` and `a['b']` alike, with or without `globalThis` in front. */
function memberOf(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
  const member = ts.isPropertyAccessExpression(node) ? node.name.text : literalOf(node.argumentExpression);
  const object = node.expression.getText();
  if (member === undefined) return undefined;
  if (object === 'globalThis') return names.has(member) ? member : undefined;
  const name = `${object.replace(/^globalThis\./, '')}.${member}`;
  return members.has(name) ? name : undefined;
}

const literalOf = (node: ts.Expression): string | undefined =>
  ts.isStringLiteralLike(node) ? node.text : undefined;

/** Whether an identifier stands for a value, rather than naming a member, a declaration or a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isParameter(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isFunctionDeclaration(parent)) return false;
  if (ts.isTypeQueryNode(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) return false;
  return !ts.isImportSpecifier(parent) && !ts.isQualifiedName(parent);
}

/** A `fetch` that is handed in is a port, not the network, for as far as it reaches. */
function isDeclaredAround({ text, parent }: ts.Identifier): boolean {
  // A file has no parent, whatever the type says.
  for (let scope = parent as ts.Node | undefined; scope !== undefined; scope = scope.parent) {
    const declarations = ts.isFunctionLike(scope)
      ? scope.parameters
      : ts.isBlock(scope) || ts.isSourceFile(scope)
        ? scope.statements.flatMap(declarationsOf)
        : [];
    if (declarations.some((each) => each.name !== undefined && bindsName(each.name, text))) return true;
  }
  return false;
}

function declarationsOf(
  statement: ts.Statement,
): readonly (ts.VariableDeclaration | ts.FunctionDeclaration)[] {
  if (ts.isFunctionDeclaration(statement)) return [statement];
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
}

function bindsName(name: ts.BindingName, text: string): boolean {
  if (ts.isIdentifier(name)) return name.text === text;
  return name.elements.some((element) => ts.isBindingElement(element) && bindsName(element.name, text));
}
