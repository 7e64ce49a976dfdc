import { aggregates, processes, registry } from '#contexts/programme';
import { caseLives } from '#contexts/testing/lives';
import { ArbitraryLogs } from '#platform/testing/projection-laws';
import { processLaws } from '#platform/testing/process-laws';

/** Laws that hold for every process manager there is, however many are added. */
let logs: ArbitraryLogs;
beforeAll(async () => {
  logs = new ArbitraryLogs(aggregates, await Promise.all([4, 51].map((seed) => caseLives(seed, 100))));
});

const named = processes.map((process) => [process.name, process] as const);

test('process managers have names of their own', () => {
  expect(new Set(processes.map(({ name }) => name)).size).toBe(processes.length);
});

describe.each(Object.entries(processLaws))('a process manager, %s', (_, law) => {
  test.each(named)('%s', (_name, process) =>
    law(process, { registry, runs: 10, logs: logs.mostlyOf(Object.keys(process.correlateBy)) }),
  );
});
