import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleEvents } from './contract/sample-events.ts';
import { type EmbeddedEventStore, openEmbeddedEventStore } from './embedded/embedded-event-store.ts';
import { ForeignLog } from './errors.ts';
import { refuseForeignLog } from './refuse-foreign-log.ts';

describe('a log is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-foreign-'));
  const [first, second, third] = sampleEvents(3);
  const knownBy = 'the projection clients';
  let store: EmbeddedEventStore;
  beforeAll(async () => {
    store = openEmbeddedEventStore(join(folder, 'events.db'));
    await store.append('contract-1', 'no stream', [first!, second!]);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const refusal = async (position: number, eventId: string) => {
    const error = await refuseForeignLog(store, { position, eventId, knownBy }).catch((thrown: unknown) => thrown);
    return error instanceof ForeignLog ? error.message : error;
  };

  test('not when it holds the event that is known, in the middle or at its end', async () => {
    expect(await refusal(1, first!.id)).toBeUndefined();
    expect(await refusal(2, second!.id)).toBeUndefined();
  });

  test('not when nothing of it is known yet', async () => {
    expect(await refusal(0, '')).toBeUndefined();
  });

  test('when it is shorter than what is known', async () => {
    expect(await refusal(3, third!.id)).toBe(
      `This is not the log known to the projection clients, or it has lost events: the projection clients has dealt ` +
        `with event ${third!.id} at position 3, but the log ends at position 2 already. Restore the log from its newest ` +
        `copy, or delete what was derived from it.`,
    );
  });

  test('when another event stands at that position', async () => {
    expect(await refusal(2, third!.id)).toContain(`but the log has event ${second!.id} there.`);
  });

  test('when no event begins at that position', async () => {
    expect(await refusal(1.5, third!.id)).toContain('but the log has no event there.');
  });
});
