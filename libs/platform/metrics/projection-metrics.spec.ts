import { Metrics } from './metrics.ts';
import { countBatches } from './projection-metrics.ts';

const things = { projection: 'things', version: 2 };

test('counts what an engine tells: events, rows, batches, and what went wrong when', async () => {
  const metrics = new Metrics();
  let now = '1970-01-01T00:00:07.000Z';
  const report = countBatches(metrics, { now: () => now });
  report({ ...things, told: 'batch committed', position: 12, events: 12, rowsChanged: 5 });
  report({ ...things, told: 'batch committed', position: 13, events: 1, rowsChanged: 0 });
  report({ ...things, told: 'live', position: 13 });
  report({ ...things, told: 'trying again', attempt: 1, inMs: 50, message: 'away' });
  now = '1970-01-01T00:00:09.500Z';
  const failure = { eventId: 'e', eventType: 'ThingMoved', position: 14, message: 'cannot be moved', stack: null };
  report({ ...things, told: 'stopped', state: 'failed', failure });

  const lines = (await metrics.tell()).split('\n').filter((line) => line.startsWith('tasuki_projection_'));
  expect(lines.filter((line) => !line.includes('_bucket'))).toEqual([
    'tasuki_projection_events_total{projection="things",version="2"} 13',
    'tasuki_projection_rows_changed_total{projection="things",version="2"} 5',
    'tasuki_projection_batch_events_sum{projection="things",version="2"} 13',
    'tasuki_projection_batch_events_count{projection="things",version="2"} 2',
    'tasuki_projection_errors_total{projection="things",version="2",cause="database"} 1',
    'tasuki_projection_errors_total{projection="things",version="2",cause="event"} 1',
    'tasuki_projection_last_error_timestamp_seconds{projection="things",version="2"} 9.5',
  ]);
});
