import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type OpenMetricsContentType } from 'prom-client';
import { atMost } from '#platform/clock';
import { metricDefinitions, type MetricDefinition } from './metric-names.ts';

type InstrumentOf<D> =
  D extends MetricDefinition<'counter'> ? Counter : D extends MetricDefinition<'gauge'> ? Gauge : Histogram;

type Instruments = {
  readonly [K in keyof typeof metricDefinitions]: InstrumentOf<(typeof metricDefinitions)[K]>;
};

/** Looks something up, and sets gauges, before the metrics are told. */
export type Source = () => Promise<void>;

/** Longest time, in milliseconds, that a source is waited for: who asks for metrics asks again soon. */
const SOURCE_MS = 2_000;

/** The metrics of one process: what is counted as it happens, and what is looked up when somebody asks. */
export class Metrics {
  readonly instruments: Instruments;
  readonly #registry = new Registry<OpenMetricsContentType>();
  readonly #sources: Source[] = [];
  #telling: Promise<string> | undefined;

  constructor() {
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    collectDefaultMetrics({ register: this.#registry as unknown as Registry });
    this.instruments = Object.fromEntries(
      Object.entries(metricDefinitions).map(([key, definition]) => [key, this.#instrument(definition)]),
    ) as unknown as Instruments;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Has a source looked at before each telling. One that fails or is slow leaves its gauges as they are. */
  lookUp(source: Source): void {
    this.#sources.push(source);
  }

  /** All metrics in the text format of OpenMetrics. Who asks while somebody is being told is told the same. */
  tell(): Promise<string> {
    this.#telling ??= this.#tell().finally(() => (this.#telling = undefined));
    return this.#telling;
  }

  async #tell(): Promise<string> {
    await Promise.allSettled(this.#sources.map((source) => atMost(SOURCE_MS, source())));
    return this.#registry.metrics();
  }

  #instrument({ kind, name, help, labels, buckets }: MetricDefinition): Counter | Gauge | Histogram {
    const options = { name, help, labelNames: [...labels], registers: [this.#registry as unknown as Registry] };
    switch (kind) {
      case 'counter':
        return new Counter(options);
      case 'gauge':
        return new Gauge(options);
      case 'histogram':
        return new Histogram({ ...options, ...(buckets && { buckets: [...buckets] }) });
      default:
        return kind satisfies never;
    }
  }
}
