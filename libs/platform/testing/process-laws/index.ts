export { processLaws, type ProcessLaw, type ProcessTrial } from './laws.ts';
