import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { FOLDING_YOUNG_MB } from '#platform/projections/engine';
import type { SideReport, SideRequest } from './side-messages.ts';

/** The young generation of the thread that projects in a service: three parts, by one of which it is named. */
const AS_A_PROJECTOR = [`--max-semi-space-size=${FOLDING_YOUNG_MB / 3}`];

const ENTRY = new URL('./side-process.js', import.meta.url);

/** Runs one side of a rebuild in a process of its own. @throws Error when it ended without an answer */
export async function measuredSide(request: SideRequest): Promise<SideReport> {
  const flags = request.side === 'engine' ? AS_A_PROJECTOR : [];
  const child = spawn(process.execPath, [...flags, ENTRY.pathname, JSON.stringify(request)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the side "${request.side}" ended with ${String(code)}`);
  return JSON.parse(said) as SideReport;
}
