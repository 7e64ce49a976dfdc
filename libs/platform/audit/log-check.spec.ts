import type { RecordedEvent, StreamName } from '#platform/event-store';
import { chain, GENESIS, LogCheck } from './index.ts';

/** Two streams of three events each, in turn. */
function log(): RecordedEvent[] {
  const ends = new Map<StreamName, string>();
  return [0, 1, 2].flatMap((revision) =>
    (['thing-1', 'thing-2'] as const).map((stream, index) => {
      const event = { stream, revision, id: `${stream}-${revision}`, type: 'ThingNamed', data: { revision } };
      const metadata = chain({ ...event, metadata: {} as never }, ends.get(stream) ?? GENESIS);
      ends.set(stream, metadata.hash);
      return { ...event, metadata, position: revision * 2 + index + 1, recordedAt: '2026-11-25T09:00:00.000Z' };
    }),
  );
}

function look(events: readonly RecordedEvent[]) {
  const check = new LogCheck();
  const broken = events.map((event) => check.look(event)).find((link) => link !== undefined);
  return { broken, events: check.events };
}

test('chains that run through each other hold', () => {
  expect(look(log())).toEqual({ broken: undefined, events: 6 });
});

test('a stream that lacks an event, begins late or was changed is found', () => {
  const missing = { stream: 'thing-1', revision: 1, reason: 'revision is missing' };
  expect(look(log().toSpliced(2, 1)).broken).toEqual(missing);
  expect(look(log().toSpliced(0, 1)).broken).toEqual({ ...missing, revision: 0 });
  const changed = log().with(3, { ...log()[3]!, data: { revision: 7 } });
  expect(look(changed)).toEqual({
    broken: { stream: 'thing-2', revision: 1, reason: 'hash does not match the event' },
    events: 4,
  });
});
