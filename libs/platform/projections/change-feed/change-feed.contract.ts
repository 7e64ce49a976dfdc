import fc from 'fast-check';
import { HEARTBEAT } from './change-messages.ts';
import type { ChangeFeeds } from './change-feeds.ts';
import { eventsIn, Picture } from '../contract/event-stream.ts';
import {
  clients,
  type Reader,
  readers,
  referrals,
  sampleReferral,
  SampleService,
} from '../serving/read-model-sample-service.fixture.ts';
import type { ReadModelStore, Row } from '../store/read-model-store.ts';

/** One commit after another: to referrals, to the clients they join, or the checkpoint alone. */
interface Step {
  /** By the number of the referral; null deletes it. */
  readonly referrals: readonly (readonly [number, { readonly officeId: string; readonly stage: string } | null])[];
  readonly client: readonly [number, string | null] | undefined;
  /** Whether the read model of clients comes so far later only. */
  readonly clientsLag: boolean;
}

/** A time that a reader is connected: what is committed meanwhile, and where the stream is cut. */
interface Connection {
  readonly steps: readonly Step[];
  /** Percentage of the text that arrives before the cut. */
  readonly arrives: number;
}

const id = fc.integer({ min: 0, max: 7 });
const step = fc.record({
  referrals: fc.array(
    fc.tuple(
      id,
      fc.option(
        fc.record({
          officeId: fc.constantFrom('iesc-13', 'iesc-13', 'iesc-27'),
          stage: fc.constantFrom('received', 'accepted'),
        }),
        { freq: 3, nil: null },
      ),
    ),
    { maxLength: 8 },
  ),
  client: fc.option(fc.tuple(id, fc.option(fc.constantFrom('甲社', '乙社'), { freq: 3, nil: null })), {
    nil: undefined,
  }),
  clientsLag: fc.boolean(),
});
const connection = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  arrives: fc.integer({ min: 20, max: 100 }),
});
const followers = fc.constantFrom<readonly [Reader, string]>(
  ['tokyo', ''],
  ['osaka', ''],
  ['consultantA', ''],
  ['headquarters', ''],
  ['tokyo', 'stage=received'],
  ['headquarters', 'stage=accepted&circumstances=LAYOFF'],
  ['consultantA', 'host=none'],
);

/** What a change feed promises over any store: wherever it is cut, its reader's picture becomes that of the list. */
export function changeFeedContract(name: string, open: () => Promise<ReadModelStore>): void {
  describe(`change feed: ${name}`, () => {
    let service: SampleService;
    let feeds: ChangeFeeds;
    let position = 0;
    beforeAll(async () => {
      service = await new SampleService(await open()).start();
      // Every pause is a heartbeat: a reader knows from it that there is nothing more just now.
      feeds = service.feedsWith({ heartbeatMs: 0, slice: 2 });
    });
    afterAll(() => service.stop());

    async function commit({ referrals: changed, client, clientsLag }: Step): Promise<void> {
      position += 1;
      const rows = new Map<string, Row | undefined>();
      for (const [number, values] of changed) {
        const referralId = `r${number}`;
        const plain = sampleReferral({ referralId, clientId: `c${number % 3}`, persons: position, ...values });
        rows.set(referralId, values === null ? undefined : await service.referralRow(plain));
      }
      await service.write(referrals, rows, position);
      if (clientsLag && !client) return;
      const joined = new Map<string, Row | undefined>();
      if (client) {
        const [number, named] = client;
        const clientId = `c${number % 3}`;
        const [companyName, phone] = await Promise.all(
          [named ?? '', '03'].map((text) => service.sealed(text, `client-${clientId}`)),
        );
        joined.set(clientId, named === null ? undefined : { clientId, name: companyName, phone });
      }
      await service.write(clients, joined, position);
    }

    async function page(reader: Reader, filters: string) {
      const parameters = { limit: '200', ...parametersOf(filters) };
      const { body } = await service.readModels.page('referrals', parameters, readers[reader]);
      return new Map(body!.items.map((item) => [item['referralId'] as string, item]));
    }

    /** Follows, commits each step once everything before it has been told, and takes in what arrives before the cut. */
    async function connect(
      [reader, filters]: readonly [Reader, string],
      picture: Picture,
      { steps, arrives }: Connection,
    ): Promise<void> {
      const gone = new AbortController();
      const pieces = await feeds.follow({
        name: 'referrals',
        parameters: parametersOf(filters),
        lastEventId: picture.lastEventId,
        reader: readers[reader],
        until: undefined,
        gone: gone.signal,
      });
      let text = '';
      const coming = [...steps];
      for await (const piece of pieces) {
        text += piece;
        const next = coming[0];
        if (next && (piece.startsWith(HEARTBEAT) || text.length % 2 === 0)) {
          coming.shift();
          await commit(next);
        } else if (!next && piece.startsWith(HEARTBEAT)) break;
      }
      gone.abort();
      picture.take(eventsIn(text.slice(0, Math.ceil((text.length * arrives) / 100))));
    }

    test('cut anywhere and taken up again, its picture is that of the list', async () => {
      await fc.assert(
        fc.asyncProperty(followers, fc.array(connection, { minLength: 1, maxLength: 5 }), async (follower, times) => {
          const picture = new Picture();
          for (const time of times) await connect(follower, picture, time);
          await commit({ referrals: [], client: undefined, clientsLag: false });
          await connect(follower, picture, { steps: [], arrives: 100 });
          const list = await page(...follower);
          expect(new Map([...picture.rows].sort())).toEqual(new Map([...list].sort()));
          expect(picture.lastEventId).toBe(`1:${position}`);
        }),
        { numRuns: 60 },
      );
    });
  });
}

function parametersOf(filters: string): { readonly [name: string]: string } {
  return Object.fromEntries(new URLSearchParams(filters));
}
