/** Which globals of the outside world a file touches: environment, timers, the wall clock, randomness, network. */
import ts from 'typescript';
import { lineOf } from './module-imports.ts';

export interface GlobalUse {
  /** `process.env`, `setTimeout`, `Date.now`, `new Date()`, `fetch` … */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

const functions = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'WebSocket',
]);

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
  const declared = declaredNames(file);
  const uses: GlobalUse[] = [];
  const visit = (node: ts.Node): void => {
    const name = useOf(node);
    if (name !== undefined && !declared.has(name)) uses.push({ name, line: lineOf(file, node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

function useOf(node: ts.Node): string | undefined {
  if (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'Date' &&
    (node.arguments ?? []).length === 0
  ) {
    return 'new Date()';
  }
  if (ts.isPropertyAccessExpression(node)) {
    const name = `${node.expression.getText().replace(/^globalThis\./, '')}.${node.name.text}`;
    const ofGlobal = name.replace(/^globalThis\./, '');
    return members.has(name) ? name : functions.has(ofGlobal) && ofGlobal !== name ? ofGlobal : undefined;
  }
  if (ts.isIdentifier(node) && functions.has(node.text) && isReference(node)) return node.text;
  return undefined;
}

/** Whether an identifier stands for a value, rather than naming a member, a declaration or a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isTypeQueryNode(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) return false;
  return !ts.isImportSpecifier(parent) && !ts.isQualifiedName(parent);
}

/** Parameters and variables of the file: a `fetch` that is handed in is a port, not the network. */
function declaredNames(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isParameter(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node);
    if (isDeclaration && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
