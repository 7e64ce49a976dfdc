import { optionalSetting, url } from '#platform/settings';

/** Where traces are sent. */
export const tracingSettings = {
  otlpEndpoint: optionalSetting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    url('http', 'https'),
    'Collector that traces are sent to over OTLP/HTTP, e.g. http://127.0.0.1:4318; without it none are made',
  ),
} as const;
