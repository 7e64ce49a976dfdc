export { startProjecting, startProjectingBeside, type Projecting } from './projecting.ts';
export { startReacting, type Reacting } from './reacting.ts';
