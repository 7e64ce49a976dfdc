import { context, trace } from '@opentelemetry/api';
import type { Settings } from '#platform/settings';
import type { tracingSettings } from './settings/index.ts';
import { useTracer } from './spans.ts';

/** A program's tracing. */
export interface Tracing {
  /** Sends what is left, waiting at most some seconds for a collector that does not answer, and ends. */
  stop(): Promise<void>;
}

/** Longest time, in milliseconds, that a program which ends waits for its last spans to be taken. */
const LAST_SPANS_MS = 2_000;

const OFF: Tracing = { stop: () => Promise.resolve() };

/**
 * Sends spans to the collector that the settings name; without one nothing is loaded and nothing made. Sampling, headers and
 * batches are set by OpenTelemetry's own variables (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_BSP_…`).
 *
 * @param program which of the service's programs it is, e.g. `api`
 */
export async function startTracing(
  { otlpEndpoint }: Settings<typeof tracingSettings>,
  program: string,
): Promise<Tracing> {
  if (otlpEndpoint === undefined) return OFF;
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.namespace': 'tasuki', 'service.name': `tasuki-${program}` }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${otlpEndpoint.replace(/\/$/, '')}/v1/traces` })),
    ],
  });
  provider.register();
  useTracer(provider.getTracer('tasuki'));
  return {
    stop: async () => {
      useTracer(undefined);
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, LAST_SPANS_MS);
      await Promise.race([provider.shutdown().catch(() => undefined), late.promise]);
      clearTimeout(timer);
      trace.disable();
      context.disable();
    },
  };
}
