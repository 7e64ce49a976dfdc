import type { CruisedModule } from './dependency-report.ts';

const ROOM = /^(libs\/(?:platform|contexts)\/[^/]+|libs\/reference-data|events|apps\/[^/]+)\//;
const TESTS = /\.(spec|e2e-spec|contract)\.ts$|\.fixture\.(ts|mjs)$|\/(contract|testing|processes)\//;

/** Rooms that need each other, types included, each circle as `a → b → a`; one circle for each room that closes one. */
export function roomCircles(modules: readonly CruisedModule[]): readonly string[] {
  const needs = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const room = roomOf(source);
    if (room === undefined) continue;
    for (const { resolved } of dependencies) {
      const needed = roomOf(resolved);
      if (needed !== undefined && needed !== room) needs.set(room, (needs.get(room) ?? new Set()).add(needed));
    }
  }
  const circles: string[] = [];
  const left = new Set<string>();
  const visit = (room: string, way: readonly string[]): void => {
    if (way.includes(room)) circles.push([...way.slice(way.indexOf(room)), room].join(' → '));
    if (way.includes(room) || left.has(room)) return;
    for (const needed of needs.get(room) ?? []) visit(needed, [...way, room]);
    left.add(room);
  };
  for (const room of needs.keys()) visit(room, []);
  return circles;
}

function roomOf(file: string): string | undefined {
  return TESTS.test(file) ? undefined : ROOM.exec(file)?.[1];
}
