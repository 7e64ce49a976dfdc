import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projections } from '#contexts/programme';
import type { Clone } from './clone.ts';
import { snakeCase } from './planned-read-model.ts';
import { withProjection } from './registration.ts';

/**
 * Begins a new version of a read model: the file is copied to `….v<number>.ts`, where the version that is published stays
 * as it is, and the file itself gets the next number. Both are registered, and both are fed until the old one is retired.
 *
 * @returns what was done, and what comes next, for the one who asked
 * @throws Error that says what to write instead; nothing was written then
 */
export function newVersion(clone: Clone, asked: string): string {
  const name = snakeCase(asked);
  const versions = projections.filter((projection) => projection.name === name).map(({ version }) => version);
  if (versions.length === 0) throw new Error(`there is no read model ${name}: ${namesLike(name)}`);
  const version = Math.max(...versions);
  const file = fileOf(clone, name, version);
  const source = readFileSync(file, 'utf8');
  const constant = /export const (\w+) = projection\(/.exec(source)?.[1];
  if (!constant) throw new Error(`${clone.shown(file)} exports no "const … = projection({": copy it by hand`);
  const copy = file.replace(/\.ts$/, `.v${version}.ts`);
  if (existsSync(copy)) throw new Error(`${clone.shown(copy)} is there already`);
  const context = dirname(dirname(file));
  const module = `${context}/${basename(context)}.module.ts`;
  const kept = { constant: `${constant}V${version}`, exported: constant, file: basename(copy) };
  const registered = withProjection(readFileSync(module, 'utf8'), kept);
  copyFileSync(file, copy);
  writeFileSync(file, source.replace(versionLine(version), `version: ${version + 1},`));
  writeFileSync(module, registered);
  clone.finish([module]);
  return `Version ${version} of ${name} stays in ${clone.shown(copy)}; ${clone.shown(file)} is version ${version + 1} now.
Both are registered in ${clone.shown(module)} and fed. Change the new one, then "npm run projections:lock". When the old
one is retired, delete its file and its line.
`;
}

/** The file that declares the newest version: neither a spec nor an older version's copy. */
function fileOf(clone: Clone, name: string, version: number): string {
  const contexts = clone.path('libs/contexts');
  const files = readdirSync(contexts, { recursive: true, encoding: 'utf8' }).map((file) => join(contexts, file));
  const declaring = files.filter((file) => {
    if (!/[/\\]read-models[/\\][^/\\]*\.ts$/.test(file) || /\.(spec|v\d+)\.ts$/.test(file)) return false;
    const source = readFileSync(file, 'utf8');
    return source.includes(`name: '${name}'`) && versionLine(version).test(source);
  });
  if (declaring.length === 1) return declaring[0]!;
  throw new Error(
    `no file in libs/contexts/*/read-models says "name: '${name}'" and "version: ${version}": copy it by hand`,
  );
}

function versionLine(version: number): RegExp {
  return new RegExp(`\\bversion: ${version},`);
}

function namesLike(name: string): string {
  const names = [...new Set(projections.map((projection) => projection.name))];
  const like = names.filter((other) => other.includes(name) || name.includes(other));
  return `write one of ${(like.length > 0 ? like : names).join(', ')}`;
}
