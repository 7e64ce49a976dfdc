import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServiceUnderTest } from './service-under-test.ts';

const ENTRY = new URL('../../dist/apps/cli/main.js', import.meta.url);

/** What a command of the built command line said, and how it ended. */
export interface CliOutcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs `tasuki …` to its end, with these settings alone. */
export async function tasuki(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<CliOutcome> {
  const child = spawn(process.execPath, [ENTRY.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...settings },
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, error };
}

/** `tasuki <group> …`, against a service while it runs, or on its files. */
export function tasukiFor(
  service: ServiceUnderTest,
  group: string,
): (...words: readonly string[]) => Promise<CliOutcome> {
  return (...words) =>
    tasuki([group, ...words], {
      DATA_DIR: service.dataDir,
      PORT: String(service.ports.service),
      DEVELOPMENT_ISSUER_PORT: String(service.ports.issuer),
    });
}
