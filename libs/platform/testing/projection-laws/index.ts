export { ArbitraryLogs, type StreamsOf } from './arbitrary-log.ts';
export { type ProjectionLaw, projectionLaws, type Trial } from './laws.ts';
