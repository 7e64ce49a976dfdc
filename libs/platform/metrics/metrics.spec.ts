import { jest } from '@jest/globals';
import { metricDefinitions, seriesOf } from './metric-names.ts';
import { Metrics } from './metrics.ts';

/** The lines of an exposition that begin with our prefix. */
async function ours(metrics: Metrics): Promise<readonly string[]> {
  return (await metrics.tell()).split('\n').filter((line) => line.startsWith('tasuki_'));
}

test('tells in the text format of OpenMetrics, Node’s own metrics beside ours', async () => {
  const metrics = new Metrics();
  metrics.instruments.commands.inc({ command: 'ReferClient', outcome: 'recorded' }, 3);
  metrics.instruments.eventStoreUp.set(1);
  const text = await metrics.tell();
  expect(metrics.contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  expect(text.split('\n').filter((line) => line.includes('tasuki_commands'))).toEqual([
    '# HELP tasuki_commands Commands that came to the door, by what became of them',
    '# TYPE tasuki_commands counter',
    'tasuki_commands_total{command="ReferClient",outcome="recorded"} 3',
  ]);
  expect(text).toContain('\nnodejs_eventloop_lag_seconds ');
  expect(await ours(metrics)).toContain('tasuki_event_store_up 1');
});

test('looks its sources up before each telling, and tells the rest where one fails or hangs', async () => {
  jest.useFakeTimers();
  try {
    const metrics = new Metrics();
    let position = 0;
    metrics.lookUp(async () => metrics.instruments.headPosition.set(++position));
    metrics.lookUp(() => Promise.reject(new Error('away')));
    metrics.lookUp(() => new Promise(() => undefined));
    const told = async () => {
      const telling = ours(metrics);
      await jest.advanceTimersByTimeAsync(2_000);
      return (await telling).find((line) => line.startsWith('tasuki_log_head_position'));
    };
    expect([await told(), await told()]).toEqual(['tasuki_log_head_position 1', 'tasuki_log_head_position 2']);
  } finally {
    jest.useRealTimers();
  }
});

test('who asks while somebody is being told looks nothing up again', async () => {
  const metrics = new Metrics();
  let times = 0;
  metrics.lookUp(async () => {
    times++;
  });
  const [first, second] = await Promise.all([metrics.tell(), metrics.tell()]);
  expect([times, first === second]).toEqual([1, true]);
});

describe('the names', () => {
  const definitions = Object.values(metricDefinitions);

  test('are told apart, begin with ours, and end with their unit as OpenMetrics writes it', () => {
    const names = definitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^tasuki_[a-z]+(_[a-z]+)*$/.test(name) || name.endsWith('_total'))).toEqual([]);
    const timed = definitions.filter(({ help, name }) => /^(Time|Seconds)\b/.test(help) && !name.endsWith('_seconds'));
    expect(timed).toEqual([]);
  });

  test('are those of the exposition', () => {
    expect(
      [metricDefinitions.commands, metricDefinitions.eventStoreUp, metricDefinitions.appends].flatMap(seriesOf),
    ).toEqual([
      'tasuki_commands_total',
      'tasuki_event_store_up',
      'tasuki_append_duration_seconds_bucket',
      'tasuki_append_duration_seconds_sum',
      'tasuki_append_duration_seconds_count',
    ]);
  });

  test('are labelled by codes and names of the program alone', () => {
    const labels = new Set(definitions.flatMap((definition) => definition.labels as readonly string[]));
    expect([...labels].sort()).toEqual(
      ['cause', 'command', 'method', 'outcome', 'process', 'projection', 'route', 'state', 'status', 'version'].sort(),
    );
  });
});
