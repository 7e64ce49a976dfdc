import { StoreUnavailable, type NewEvent } from '#platform/event-store';
import { MemoryEventStore } from '#platform/testing';
import { measuredStore } from './measured-event-store.ts';
import { Metrics } from './metrics.ts';

const event = (id: string): NewEvent => ({ id, type: 'ThingMade', data: {}, metadata: {} as NewEvent['metadata'] });

test('counts appends by how they were answered, and the events stored', async () => {
  const metrics = new Metrics();
  const memory = new MemoryEventStore(() => '2025-11-06T01:15:00.000Z');
  const store = measuredStore(memory, metrics);
  await store.append('thing-1', 'no stream', [event('1'), event('2')]);
  await expect(store.append('thing-1', 'no stream', [event('3')])).rejects.toThrow('thing-1 is at 1');
  memory.append = () => Promise.reject(new StoreUnavailable('away'));
  await expect(store.append('thing-1', 1, [event('3')])).rejects.toThrow('away');

  const lines = (await metrics.tell()).split('\n');
  expect(lines.filter((line) => /^tasuki_append(ed_events|_duration_seconds_count)/.test(line))).toEqual([
    'tasuki_append_duration_seconds_count{outcome="stored"} 1',
    'tasuki_append_duration_seconds_count{outcome="conflict"} 1',
    'tasuki_append_duration_seconds_count{outcome="failed"} 1',
    'tasuki_appended_events_total 2',
  ]);
  expect(await store.head()).toBe(2);
});
