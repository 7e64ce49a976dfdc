import type { Context } from '#contexts/kernel';
import { breachClock } from './breach-clock.ts';
import { calendarChange } from './calendar-change.ts';
import { cancelClock } from './cancel-clock.ts';
import { clockRunner } from './clock-runner.ts';
import { clockRoutes } from './clock.routes.ts';
import { clock } from './clock.ts';
import { escalateClock } from './escalate-clock.ts';
import { extendClock } from './extend-clock.ts';
import { handClockOver } from './hand-clock-over.ts';
import { meetClock } from './meet-clock.ts';
import { pauseClock } from './pause-clock.ts';
import { recalculateClock } from './recalculate-clock.ts';
import { resumeClock } from './resume-clock.ts';
import { clockBoard } from './read-models/clock-board.ts';
import { slaPerformance } from './read-models/sla-performance.ts';
import { startClock } from './start-clock.ts';
import { waiveClock } from './waive-clock.ts';
import { warnClock } from './warn-clock.ts';

export const clockContext: Context = {
  name: 'clock',
  aggregates: [clock],
  decisions: [
    startClock,
    warnClock,
    breachClock,
    escalateClock,
    pauseClock,
    resumeClock,
    extendClock,
    recalculateClock,
    handClockOver,
    meetClock,
    cancelClock,
    waiveClock,
  ],
  routes: [clockRoutes],
  projections: [clockBoard, slaPerformance],
  processes: [clockRunner, calendarChange],
};
