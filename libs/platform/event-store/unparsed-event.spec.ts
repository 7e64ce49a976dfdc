import { UnparsedEvent } from './index.ts';

const place = { id: '1', type: 'T', stream: 'thing-1', revision: 0, position: 1, recordedAt: '', data: '{}' } as const;
const written = (metadata: object) => new UnparsedEvent({ ...place, metadata: JSON.stringify(metadata) });

test('names the trace that its metadata name', () => {
  expect(written({ schemaVersion: 1, traceparent: '00-a-b-01', hash: 'f' }).traceparent).toBe('00-a-b-01');
});

test('takes nothing for a trace that stands within a text', () => {
  const event = written({ schemaVersion: 1, actor: { userId: '","traceparent":"00-a-b-01' } });
  expect([event.traceparent, event.metadata.traceparent]).toEqual([undefined, undefined]);
});

test('tells when it happened, wherever its metadata say so', () => {
  const [before, after] = ['2026-04-01T00:00:00.000Z', '2026-04-02T00:00:00.000Z'];
  const told = [
    { schemaVersion: 1, programme: 'labour-mobility', occurredAt: before },
    { schemaVersion: 1, programme: 'a "b', occurredAt: before },
    { actor: { occurredAt: after }, occurredAt: before },
  ];
  expect(told.map((metadata) => written(metadata).occurredAt)).toEqual([before, before, before]);
});
