export { tracingSettings } from './settings/index.ts';
export { inSpan, presentTraceparent, tellSpan, type PastSpan, type SpanOptions } from './spans.ts';
export { startTracing, type Tracing } from './start-tracing.ts';
export { traceRequests } from './trace-requests.ts';
