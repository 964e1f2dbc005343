/**
 * Finds in one source file what the plan of the house speaks of: every way to name another file or
 * package, every touch of the outside world, every look at the environment.
 *
 * It reads the syntax tree, so comments and strings are not mistaken for code. No type checker is
 * needed: a global is recognised by its name, and a local that borrows such a name is better renamed.
 */
import ts from 'typescript';

export interface Import {
  specifier: string;
  /** `url` is `new URL(specifier, import.meta.url)`: a worker, a child process or an asset. */
  how: 'static' | 'type' | 'dynamic' | 'url';
  line: number;
}

export interface Finding {
  what: string;
  line: number;
}

export interface Scan {
  imports: Import[];
  /** What a PURE room may not do. */
  impure: Finding[];
  environment: Finding[];
  /** Paths that would not survive the build. */
  unbuildable: Finding[];
}

const impureGlobals = new Set(
  (
    'performance process globalThis require crypto fetch WebSocket EventSource setTimeout setInterval ' +
    'setImmediate clearTimeout clearInterval clearImmediate queueMicrotask Promise AbortSignal ' +
    'MessageChannel WeakRef FinalizationRegistry'
  ).split(' '),
);

export function scan(fileName: string, text: string): Scan {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const found: Scan = { imports: [], impure: [], environment: [], unbuildable: [] };
  const lineOf = (node: ts.Node): number =>
    source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  const visit = (node: ts.Node): void => {
    for (const { specifier, how } of importsOf(node))
      found.imports.push({ specifier, how, line: lineOf(node) });
    for (const what of impurities(node)) found.impure.push({ what, line: lineOf(node) });
    if (readsEnvironment(node)) found.environment.push({ what: node.getText(source), line: lineOf(node) });
    if (losesItsWay(node)) found.unbuildable.push({ what: node.getText(source), line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importsOf(node: ts.Node): Omit<Import, 'line'>[] {
  if (ts.isImportDeclaration(node)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return literal(node.moduleSpecifier, typeOnly ? 'type' : 'static');
  }
  if (ts.isExportDeclaration(node)) return literal(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
  if (ts.isExternalModuleReference(node)) return literal(node.expression, 'static');
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return literal(node.argument.literal, 'type');
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return literal(node.arguments[0], 'dynamic');
    const callee = node.expression.getText();
    if (/^(require|createRequire\(import\.meta\.url\))(\.resolve)?$|^import\.meta\.resolve$/.test(callee))
      return literal(node.arguments[0], 'dynamic');
  }
  if (isUrlOfThisModule(node)) return literal(node.arguments![0], 'url');
  return [];
}

function literal(node: ts.Node | undefined, how: Import['how']): Omit<Import, 'line'>[] {
  return node !== undefined && ts.isStringLiteralLike(node) ? [{ specifier: node.text, how }] : [];
}

function isUrlOfThisModule(node: ts.Node): node is ts.NewExpression {
  return (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'URL' &&
    node.arguments?.[1]?.getText() === 'import.meta.url'
  );
}

function impurities(node: ts.Node): string[] {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return ['async'];
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return ['await'];
  if (
    ts.isVariableDeclarationList(node) &&
    (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing
  ) {
    return ['await using'];
  }
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return ['import()'];
    if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'then')
      return ['.then('];
  }
  if (!ts.isIdentifier(node)) return [];
  if (node.text === 'hrtime') return ['hrtime'];
  if (!isValue(node)) return [];
  if (impureGlobals.has(node.text)) return [node.text];
  const member = memberOf(node);
  if (node.text === 'Date' && member !== 'UTC') return [member === undefined ? 'Date' : `Date.${member}`];
  if (node.text === 'Math' && (member === undefined || member === 'random')) return ['Math.random'];
  return [];
}

/** The name behind the dot, where the identifier stands before one. */
function memberOf(node: ts.Identifier): string | undefined {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
}

/** True where the name is read as a value: not a member, a declared name, a key or a type. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent))
    return false;
  if (ts.isExpressionWithTypeArguments(parent)) return !ts.isInterfaceDeclaration(parent.parent.parent);
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !('name' in parent && parent.name === node);
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'env') {
    return /^(process|globalThis\.process|import\.meta)$/.test(node.expression.getText());
  }
  if (ts.isElementAccessExpression(node)) {
    const key = node.argumentExpression;
    return node.expression.getText() === 'process' && ts.isStringLiteralLike(key) && key.text === 'env';
  }
  const name =
    ts.isImportSpecifier(node) || ts.isBindingElement(node) ? (node.propertyName ?? node.name) : undefined;
  if (name === undefined || name.getText() !== 'env') return false;
  if (ts.isImportSpecifier(node)) {
    return /^['"](node:)?process['"]$/.test(node.parent.parent.parent.moduleSpecifier.getText());
  }
  const { parent: declaration } = node.parent;
  return ts.isVariableDeclaration(declaration) && declaration.initializer?.getText() === 'process';
}

function losesItsWay(node: ts.Node): boolean {
  if (isUrlOfThisModule(node)) return !ts.isStringLiteralLike(node.arguments![0]!);
  return ts.isPropertyAccessExpression(node) && /^import\.meta\.(dirname|filename)$/.test(node.getText());
}
