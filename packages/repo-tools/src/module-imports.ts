/** What a TypeScript file imports, read with TypeScript's own parser: static, dynamic and re-exported alike. */
import ts from 'typescript';

export interface ModuleImport {
  readonly specifier: string;
  /** `import type`, `export type … from`, or an `import('…')` type: nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
  /** Named bindings; empty for default, namespace and dynamic imports. */
  readonly names: readonly string[];
  /** 1-based. */
  readonly line: number;
}

export function parseFile(path: string, content: string): ts.SourceFile {
  return ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true);
}

export function importsOf(file: ts.SourceFile): readonly ModuleImport[] {
  const found: ModuleImport[] = [];
  const visit = (node: ts.Node): void => {
    const entry = importOf(node);
    if (entry !== undefined) found.push({ ...entry, line: lineOf(file, node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

export function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function importOf(node: ts.Node): Omit<ModuleImport, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) {
    const isTypeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return {
      specifier: textOf(node.moduleSpecifier),
      isTypeOnly,
      names: namesOf(node.importClause?.namedBindings),
    };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { specifier: textOf(node.moduleSpecifier), isTypeOnly: node.isTypeOnly, names: [] };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return { specifier: textOf(node.arguments[0]), isTypeOnly: false, names: [] };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: textOf(node.argument.literal), isTypeOnly: true, names: [] };
  }
  return undefined;
}

function namesOf(bindings: ts.NamedImportBindings | undefined): readonly string[] {
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** An import whose target is computed is named by its source text, which no rule allows. */
function textOf(node: ts.Node | undefined): string {
  if (node === undefined) return '';
  return ts.isStringLiteralLike(node) ? node.text : node.getText();
}
