export { textsOfExamples } from './arbitrary-fact.ts';
export { ArbitraryLogs, type StreamsOf } from './arbitrary-log.ts';
export { changesByEvents, readable } from '../folding.ts';
export { type ProjectionLaw, projectionLaws, type Trial } from './laws.ts';
