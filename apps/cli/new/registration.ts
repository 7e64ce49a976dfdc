/** The source of a context's module with one read model more: one line of import, one name in its list. */
export function withProjection(
  source: string,
  {
    constant,
    file,
    exported = constant,
  }: { readonly constant: string; readonly file: string; readonly exported?: string },
): string {
  const named = exported === constant ? constant : `${exported} as ${constant}`;
  const line = `import { ${named} } from './read-models/${file}';\n`;
  const list = /projections: \[([^\]]*)\]/.exec(source);
  if (!list) throw new Error('the module of the context has no list `projections: […]` to register it in');
  const names = list[1]!.split(',').map((name) => name.trim());
  const registered = [...names.filter((name) => name !== ''), constant].join(', ');
  return withImport(source.replace(list[0], `projections: [${registered}]`), line);
}

/** Imports stand in the order of their paths: the line goes before the first relative one that is behind it. */
function withImport(source: string, line: string): string {
  const imports = [...source.matchAll(/^import [^;]* from '(\.[^']*)';\n/gm)];
  const path = pathOf(line);
  const next = imports.find(([, other]) => other! > path);
  const last = imports.at(-1)!;
  const at = next ? next.index : last.index + last[0].length;
  return source.slice(0, at) + line + source.slice(at);
}

function pathOf(line: string): string {
  return /from '([^']*)'/.exec(line)![1]!;
}
