import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { openEmbeddedReader } from '#platform/event-store/adapters';
import type { Projection } from '../definition/definition.ts';
import { AsideBuilder, type AsideBuilderParts } from './aside-builder.ts';
import type { FromAside, ToAside } from './aside-messages.ts';
import type { AsideVersion } from './builds-aside.ts';

/** What is needed in the thread that builds aside. */
export interface AsideWorkerOptions extends Omit<AsideBuilderParts, 'log'> {
  /** File of the embedded log. */
  readonly logFile: string;
  /** All versions that the program has a definition of. */
  readonly projections: readonly Projection[];
}

/** Builds aside in this worker thread until the `AsideThread` that started it closes it: the whole of its entry module. */
export async function runAsideThread({ logFile, projections, ...parts }: AsideWorkerOptions): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('a thread that builds aside is started by AsideThread');
  standBack();
  const log = openEmbeddedReader(logFile);
  const builder = new AsideBuilder({ ...parts, log });
  const left = new Set<number>();
  const closed = Promise.withResolvers<void>();
  const post = (message: FromAside) => port.postMessage(message);
  const answer = (id: number, work: Promise<void>) =>
    work.then(
      () => post({ told: 'done', id }),
      (error: unknown) => post({ told: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
    );
  port.on('message', (message: ToAside) => {
    if (message.say === 'close') return closed.resolve();
    const { id } = message;
    if (message.say === 'leave') return void left.add(id);
    if (message.say === 'keep only') return void answer(id, builder.keepOnly(message.versions));
    const projection = definedAs(projections, message.version);
    if (message.say === 'forget') return void answer(id, builder.forget(projection));
    const goesOn: Parameters<AsideBuilder['build']>[1] = (progress) => {
      post({ told: 'came to', id, ...progress });
      return !left.has(id);
    };
    return void answer(id, builder.build(projection, goesOn));
  });
  await closed.promise;
  await builder.close();
  await log.close();
  port.close();
}

function definedAs(projections: readonly Projection[], { name, version, rebuild }: AsideVersion): Projection {
  const defined = projections.find((one) => one.name === name && one.version === Math.abs(version));
  if (!defined) throw new Error(`there is no version ${Math.abs(version)} of ${name}`);
  return { ...defined, version, ...(rebuild !== undefined && { rebuild }) };
}

/** Lets all other threads go first, where the system knows priorities of threads: Linux does. */
function standBack(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It shares the processors with the others, then.
  }
}
