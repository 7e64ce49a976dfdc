export { CancelClock, cancelClock } from './cancel-clock.ts';
export { clock, clockIdOf, type Clock } from './clock.ts';
export { clockContext } from './clock.module.ts';
export {
  cancelling,
  commandsOf,
  forgetting,
  handingOver,
  meeting,
  nextFact,
  noClocks,
  pausing,
  resuming,
  starting,
  type FollowedClocks,
} from './followed-clocks.ts';
export { dueByClock } from './due-by-clock.ts';
export { HandClockOver, handClockOver } from './hand-clock-over.ts';
export { MeetClock, meetClock } from './meet-clock.ts';
export { PauseClock, pauseClock } from './pause-clock.ts';
export { ResumeClock, resumeClock } from './resume-clock.ts';
export { StartClock, startClock } from './start-clock.ts';
