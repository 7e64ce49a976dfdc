/** What kind of figure a metric is. */
export type MetricKind = 'counter' | 'gauge' | 'histogram';

/** A metric as it is declared: its name, what it says, by what it is told apart. */
export interface MetricDefinition<Kind extends MetricKind = MetricKind> {
  readonly kind: Kind;
  /** Without the `_total`, `_bucket`, `_sum` and `_count` that the exposition adds. */
  readonly name: string;
  /** A sentence for the one who reads the exposition. */
  readonly help: string;
  /** Codes and names of the program only: never a person, a company, an id or a text that somebody wrote. */
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in its own unit. */
  readonly buckets?: readonly number[];
}

const counter = (name: string, help: string, ...labels: string[]): MetricDefinition<'counter'> => ({
  kind: 'counter',
  name,
  help,
  labels,
});

const gauge = (name: string, help: string, ...labels: string[]): MetricDefinition<'gauge'> => ({
  kind: 'gauge',
  name,
  help,
  labels,
});

const histogram = (
  name: string,
  help: string,
  buckets: readonly number[],
  ...labels: string[]
): MetricDefinition<'histogram'> => ({ kind: 'histogram', name, help, buckets, labels });

/** Seconds; narrow around what is promised: 20 ms a command, 25 ms until a row shows it. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Events, from one at a time to the batches of a rebuild. */
const EVENTS = [1, 10, 100, 1_000, 10_000, 100_000];

/**
 * Every metric of ours. Seconds and bytes are the units, as OpenMetrics asks; those of Node itself (`nodejs_…`,
 * `process_…`) stand beside them.
 */
export const metricDefinitions = {
  httpRequests: counter(
    'tasuki_http_requests',
    'HTTP requests answered, by route pattern and status',
    'method',
    'route',
    'status',
  ),
  httpDuration: histogram(
    'tasuki_http_request_duration_seconds',
    'Time from a request to the end of its answer; change feeds are left out',
    SECONDS,
    'method',
    'route',
  ),
  commands: counter('tasuki_commands', 'Commands that came to the door, by what became of them', 'command', 'outcome'),
  commandDuration: histogram(
    'tasuki_command_duration_seconds',
    'Time a command took from the door to its durable answer or refusal',
    SECONDS,
    'command',
  ),

  appends: histogram(
    'tasuki_append_duration_seconds',
    'Time until the event store answered an append, by how it did',
    SECONDS,
    'outcome',
  ),
  appendedEvents: counter('tasuki_appended_events', 'Events stored by this process'),
  eventStoreUp: gauge('tasuki_event_store_up', '1 when the event store answered just now, 0 when it did not'),
  headPosition: gauge('tasuki_log_head_position', 'Position of the last event of the log'),

  readModelsUp: gauge('tasuki_read_models_up', '1 when the database of the read models answered just now, else 0'),
  projectionPosition: gauge(
    'tasuki_projection_position',
    'Position up to which the rows of a projection hold the log',
    'projection',
    'version',
  ),
  projectionLagEvents: gauge(
    'tasuki_projection_lag_events',
    'Events of the log after that position; absent where the log cannot count them',
    'projection',
    'version',
  ),
  projectionLagSeconds: gauge(
    'tasuki_projection_lag_seconds',
    'Seconds since the oldest event after that position was stored, 0 where there is none',
    'projection',
    'version',
  ),
  projectionState: gauge(
    'tasuki_projection_state',
    '1 for the state that a version of a projection is in',
    'projection',
    'version',
    'state',
  ),
  projectionParked: gauge(
    'tasuki_projection_parked',
    'Streams that wait at an event which a version of a projection cannot fold',
    'projection',
    'version',
  ),
  projectionEvents: counter(
    'tasuki_projection_events',
    'Events of the log that a projection has dealt with in committed batches; its rate is that of this counter',
    'projection',
    'version',
  ),
  projectionRows: counter('tasuki_projection_rows_changed', 'Rows written or deleted', 'projection', 'version'),
  projectionBatchEvents: histogram(
    'tasuki_projection_batch_events',
    'Events of the log in a committed batch',
    EVENTS,
    'projection',
    'version',
  ),
  projectionErrors: counter(
    'tasuki_projection_errors',
    'What kept a projection from going on: an event that cannot be folded, or log or database',
    'projection',
    'version',
    'cause',
  ),
  projectionLastError: gauge(
    'tasuki_projection_last_error_timestamp_seconds',
    'When that happened last, seconds since 1970; absent where it never did',
    'projection',
    'version',
  ),

  processPosition: gauge(
    'tasuki_process_position',
    'Position up to which a process has reacted to the log, in its outbox at least',
    'process',
  ),
  processBacklogEvents: gauge(
    'tasuki_process_backlog_events',
    'Events of the log after that position; absent where the log cannot count them',
    'process',
  ),
  processBacklogSeconds: gauge(
    'tasuki_process_backlog_seconds',
    'Seconds since the oldest event after that position was stored, 0 where there is none',
    'process',
  ),
  processOutstanding: gauge(
    'tasuki_process_outstanding_commands',
    'Commands of a process that are not settled yet, those given up among them',
    'process',
  ),
  processWaiting: gauge(
    'tasuki_process_waiting',
    '1 while a process tries an event or a command again, or has given one up, what depends on it being left undone',
    'process',
  ),
  processRefusals: counter(
    'tasuki_process_refused_commands',
    'Commands of a process that were refused',
    'process',
    'command',
  ),
} as const satisfies { readonly [key: string]: MetricDefinition };

/** The names under which a metric's values stand in the exposition: what a dashboard or an alarm may ask for. */
export function seriesOf({ kind, name }: MetricDefinition): readonly string[] {
  switch (kind) {
    case 'counter':
      return [`${name}_total`];
    case 'gauge':
      return [name];
    case 'histogram':
      return ['_bucket', '_sum', '_count'].map((suffix) => name + suffix);
    default:
      return kind satisfies never;
  }
}
