import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { ROOT } from './dependency-report.ts';

/** A service of a compose file, as far as the rules look at it. */
export interface ComposeService {
  readonly image?: string;
  readonly user?: string;
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly volumes?: readonly string[];
  readonly privileged?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface WrittenService extends ComposeService {
  readonly extends?: { readonly file: string; readonly service: string };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

/** Reads a file of docker/ with `extends` resolved as compose does it: maps are merged, the rest is replaced or added to. */
export function composeFile(name: string): ComposeFile {
  const file = parsed(name);
  const services = Object.entries(file.services).map(([service, written]) => {
    const { extends: base, ...own } = written as WrittenService;
    if (!base) return [service, own] as const;
    const inherited = composeFile(base.file).services[base.service];
    if (!inherited) throw new Error(`${name}: ${service} extends ${base.service}, which ${base.file} does not have`);
    return [
      service,
      {
        ...inherited,
        ...own,
        environment: { ...inherited.environment, ...own.environment },
        volumes: [...(inherited.volumes ?? []), ...(own.volumes ?? [])],
      },
    ] as const;
  });
  return { ...file, services: Object.fromEntries(services) };
}

/** @throws Error naming what the parser stumbled over. */
function parsed(name: string): ComposeFile {
  const document = parseDocument(readFileSync(join(ROOT, 'docker', name), 'utf8'), { merge: true });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) throw new Error(`${name}: ${problems.map(String).join('; ')}`);
  return document.toJS() as ComposeFile;
}
