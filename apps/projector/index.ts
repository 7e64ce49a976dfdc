export { healthIndicators } from './health-indicators.ts';
export { startProjecting, startProjectingBeside, type Projecting } from './projecting.ts';
export { startReactingBeside } from './reacting-beside.ts';
export { startReacting, type Reacting } from './reacting.ts';
