export { CancelClock, cancelClock } from './cancel-clock.ts';
export { clock, clockIdOf, type Clock } from './clock.ts';
export { clockContext } from './clock.module.ts';
export { HandClockOver, handClockOver } from './hand-clock-over.ts';
export { MeetClock, meetClock } from './meet-clock.ts';
export { PauseClock, pauseClock } from './pause-clock.ts';
export { ResumeClock, resumeClock } from './resume-clock.ts';
export { StartClock, startClock } from './start-clock.ts';
