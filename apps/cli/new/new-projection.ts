import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clone } from './clone.ts';
import { type AskedReadModel, camelCase, planned, type PlannedReadModel } from './planned-read-model.ts';
import { readModelSource } from './read-model-source.ts';
import { readModelSpecSource } from './read-model-spec-source.ts';
import { withProjection } from './registration.ts';

/**
 * Writes a read model, its spec and its registration.
 *
 * @returns what was done, and what comes next, for the one who asked
 * @throws Error that says what to write instead; nothing was written then
 */
export function newProjection(clone: Clone, asked: AskedReadModel): string {
  const plan = planned(asked);
  const { name, context } = plan;
  const folder = clone.path('libs/contexts', context);
  const [file, spec] = [`${folder}/read-models/${name}.ts`, `${folder}/read-models/${name}.spec.ts`];
  const module = `${folder}/${context}.module.ts`;
  const taken = [file, spec].find((path) => existsSync(path));
  if (taken) throw new Error(`${clone.shown(taken)} is there already`);
  const registered = withProjection(readFileSync(module, 'utf8'), { constant: camelCase(name), file: `${name}.ts` });
  writeFile(file, readModelSource(plan));
  writeFile(spec, readModelSpecSource(plan));
  writeFileSync(module, registered);
  clone.finish([file, spec, module]);
  return `Written: ${clone.shown(file)} and its spec. Registered in ${clone.shown(module)}, and locked.
${whoIsAnswered(plan)}Now say in the file what it is for, and let its columns and handlers tell it. Its spec and the laws:
  npm run jest -- ${name} read-model-laws
When it is as it should be, "npm run projections:lock" and "npm start": it is served at /${name}.
`;
}

function whoIsAnswered({ first, whose }: PlannedReadModel): string {
  if (whose.length > 0) return '';
  return `${first.typeName} does not tell whose a row is: until "scope" names a column that does, headquarters and auditors
alone are answered rows. Begin with an event that tells it, or take it from one.
`;
}

function writeFile(file: string, source: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source, { flag: 'wx' });
}
