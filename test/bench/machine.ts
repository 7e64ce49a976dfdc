import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { median, percentile } from './measurement.ts';
import { inScratchFolder } from './scratch-folder.ts';

const FSYNCS = 200;

/** What the figures depend on, in lines for people: nothing that names the machine. */
export async function describeMachine(): Promise<readonly string[]> {
  const times = await inScratchFolder((folder) => Promise.resolve(fsyncTimes(join(folder, 'fsync'))));
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory, ` +
      `${type()} ${release()}, Node ${process.versions.node}`,
    `fsync of a 4 KiB write: median ${median(times).toFixed(2)} ms, 99th percentile ${percentile(times, 0.99).toFixed(2)} ms`,
    'The load is made by a process of its own, on the same cores as the service.',
  ];
}

function fsyncTimes(file: string): number[] {
  const descriptor = openSync(file, 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: FSYNCS }, () => {
    const began = performance.now();
    writeSync(descriptor, page);
    fsyncSync(descriptor);
    return performance.now() - began;
  });
  closeSync(descriptor);
  return times;
}
