import { processManager } from '#contexts/kernel';
import { issue, stateless, type TimerChange } from '#platform/process-managers';
import { BreachClock, breachClock } from './breach-clock.ts';
import type { Escalation } from './clock.ts';
import { EscalateClock, escalateClock } from './escalate-clock.ts';
import { WarnClock, warnClock } from './warn-clock.ts';

const itself = ({ streamId }: { readonly streamId: string }) => streamId;

/**
 * Rings for each clock at the instants that its events name: it warns, it is breached, it is escalated. Nothing is asked
 * of a clock between them.
 */
export const clockRunner = processManager({
  name: 'clock-runner',
  version: 1,
  startsOn: [
    'ClockStarted',
    'ClockBreached',
    'ClockPaused',
    'ClockResumed',
    'ClockExtended',
    'ClockRecalculated',
    'ClockMet',
    'ClockCancelled',
    'ClockWaived',
  ],
  actsFrom: 'the beginning',
  correlateBy: {
    ClockStarted: itself,
    ClockBreached: itself,
    ClockPaused: itself,
    ClockResumed: itself,
    ClockExtended: itself,
    ClockRecalculated: itself,
    ClockMet: itself,
    ClockCancelled: itself,
    ClockWaived: itself,
  },
  evolve: stateless,
  react: (_, event) => {
    switch (event.type) {
      case 'ClockStarted':
        return { timers: rings(event.data.warnAt, event.data.dueAt) };
      case 'ClockBreached':
        return { timers: event.data.escalations.map(escalation) };
      case 'ClockExtended':
        return { timers: [...cancelled, ...rings(event.data.warnAt, event.data.dueAt)] };
      case 'ClockRecalculated':
        return { timers: [...cancelled, ...anew(event.data.after)] };
      case 'ClockResumed':
        return event.data.runs ? { timers: anew(event.data.runs) } : {};
      case 'ClockPaused':
      case 'ClockMet':
      case 'ClockCancelled':
      case 'ClockWaived':
        return { timers: cancelled };
      case '$timer':
        return { commands: [rung(event.instance, event.name, event.due)] };
    }
  },
});

const levels = [1, 2, 3] as const;
const escalationTimer = (level: number): string => `escalate ${level}`;
const cancelled: readonly TimerChange[] = ['warn', 'due', ...levels.map(escalationTimer)].map((cancel) => ({ cancel }));

function rings(warnAt: string | null, dueAt: string): readonly TimerChange[] {
  return [...(warnAt === null ? [] : [{ set: 'warn', at: warnAt }]), { set: 'due', at: dueAt }];
}

function escalation({ level, at }: Escalation): TimerChange {
  return { set: escalationTimer(level), at };
}

/** Rings as they are to be; what is done already is recognised by the clock. */
function anew({
  warnAt,
  dueAt,
  escalations,
}: {
  readonly warnAt: string | null;
  readonly dueAt: string;
  readonly escalations: readonly Escalation[];
}): readonly TimerChange[] {
  return [...rings(warnAt, dueAt), ...escalations.map(escalation)];
}

function rung(clockId: string, timer: string, due: string) {
  if (timer === 'warn') return issue(warnClock, WarnClock, { clockId, at: due });
  if (timer === 'due') return issue(breachClock, BreachClock, { clockId, at: due });
  const level = levels.find((one) => timer === escalationTimer(one))!;
  return issue(escalateClock, EscalateClock, { clockId, level });
}
