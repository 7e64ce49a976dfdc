import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { ServiceUnderTest } from './service-under-test.ts';

/** Where a journey takes place. */
export interface Place {
  /** Started by the suite, removed after it. */
  readonly service: ServiceUnderTest;
  /** Whether others may have written to its log before. */
  readonly isShared: boolean;
}

/**
 * Runs a journey on the embedded log, on the protocol double, and on the real server that `EVENT_STORE_URL` names; where
 * that names none, the last lines of a run say so.
 */
export function onEachStore(name: string, journey: (place: () => Place) => void): void {
  const server = process.env['EVENT_STORE_URL'];
  on(`${name}, on the embedded log`, journey, async () => ({}));
  let double: EventStoreDbDouble | undefined;
  on(
    `${name}, on the protocol double`,
    journey,
    async () => ({ EVENT_STORE_URL: (double = await startEventStoreDbDouble()).url }),
    async () => double?.close(),
  );
  if (server) on(`${name}, on a real server`, journey, async () => ({ EVENT_STORE_URL: server }), undefined, true);
}

function on(
  name: string,
  journey: (place: () => Place) => void,
  settings: () => Promise<Readonly<Record<string, string>>>,
  afterwards: () => Promise<void> = async () => {},
  isShared = false,
): void {
  describe(name, () => {
    let place: Place;
    beforeAll(async () => {
      place = { service: new ServiceUnderTest(await settings()), isShared };
    });
    afterAll(async () => {
      await place.service.remove();
      await afterwards();
    });
    journey(() => place);
  });
}
