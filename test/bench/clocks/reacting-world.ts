import pino from 'pino';
import { startReactingBeside, type Reacting } from '#apps/projector';
import { openCommandDoor, programme } from '#contexts/programme';
import { embeddedIn, openKeys, openLog } from '#platform/backends';
import { TravellingClock } from '#platform/clock';
import type { CommandDoor } from '#platform/decider';
import { EmbeddedEventStore } from '#platform/event-store/adapters';
import { Metrics } from '#platform/metrics';
import { inScratchFolder } from '../scratch-folder.ts';
import { until } from './until.ts';

/** Monday, 2025-11-10, 10:00 in Tokyo. */
export const BEGIN = '2025-11-10T01:00:00.000Z';

/** An embedded log with its command door and the programme's processes in their thread, as the service has them. */
export interface ReactingWorld {
  readonly log: EmbeddedEventStore;
  readonly door: CommandDoor;
  readonly clock: TravellingClock;
  readonly reacting: Reacting;
  /** Resolves when every process has come to the end of the log, and done what followed. */
  settled(): Promise<void>;
}

/** @param before is done before the processes are started. */
export function inReactingWorld<T>(
  work: (world: ReactingWorld) => Promise<T>,
  before: (world: Pick<ReactingWorld, 'log' | 'door'>) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  return inScratchFolder(async (dataDir) => {
    const settings = embeddedIn(dataDir);
    const clock = TravellingClock.beginningAt(BEGIN);
    const log = await openLog(settings, { writerThread: true, now: () => clock.now() });
    if (!(log instanceof EmbeddedEventStore)) throw new Error('the log is to be the embedded one');
    const keys = await openKeys(settings, clock);
    const door = openCommandDoor(programme, { store: log, keys, clock });
    await before({ log, door });
    const logger = pino({ level: 'error' }, pino.destination(2));
    const reacting = startReactingBeside(settings, { log, store: log, keys, clock, logger, metrics: new Metrics() });
    const settled = () =>
      until(async () => {
        const head = await log.head();
        const progress = await reacting.progress();
        const isDone = progress.every(({ position, outstanding }) => position >= head && outstanding === 0);
        return isDone && progress.length > 0 && (await log.head()) === head;
      });
    try {
      return await Promise.race([work({ log, door, clock, reacting, settled }), failed(reacting)]);
    } finally {
      await reacting.stop();
      await Promise.all([log.close(), keys.close()]);
    }
  });
}

async function failed({ done }: Reacting): Promise<never> {
  await done;
  throw new Error('the processes ended');
}
