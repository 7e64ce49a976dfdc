import { readFileSync } from 'node:fs';

/** What the lock file has to say for `npm ci` to do the same everywhere. */
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<
    Record<string, { readonly gypfile?: boolean; readonly resolved?: string; readonly link?: boolean }>
  >;
};

test('npm 10 takes the compiled better-sqlite3 as it comes, instead of compiling it: npm drops the word when it writes the file', () => {
  expect(packages['node_modules/better-sqlite3']!.gypfile).toBe(false);
});

test('no package is bound to a registry', () => {
  const bound = Object.entries(packages).filter(([, { resolved, link }]) => resolved !== undefined && link !== true);
  expect(bound.map(([path]) => path)).toEqual([]);
});
