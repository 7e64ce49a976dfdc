import {
  ClockBreached,
  ClockCancelled,
  ClockEscalated,
  ClockExtended,
  ClockHandedOver,
  ClockMet,
  ClockPaused,
  ClockRecalculated,
  ClockResumed,
  ClockStarted,
  ClockWaived,
  ClockWarned,
} from '#events/clock';
import type { Parties } from '#platform/access';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import type { ClockKind } from '#contexts/agreement';
import { dayOf, officeById } from '#reference-data';
import type { Pace } from './pace.ts';

const events = [
  ClockStarted,
  ClockWarned,
  ClockBreached,
  ClockEscalated,
  ClockPaused,
  ClockResumed,
  ClockExtended,
  ClockRecalculated,
  ClockHandedOver,
  ClockMet,
  ClockCancelled,
  ClockWaived,
] as const;

export type ClockEvent = EventOf<(typeof events)[number]>;

/** A level of escalation that is still to come. */
export interface Escalation {
  readonly level: number;
  readonly at: string;
}

/** What it is for, what it is about, and whose it is to be done. */
export interface About {
  readonly kind: string;
  readonly subjectCategory: string;
  readonly subjectId: string;
  readonly officeId: string;
}

/** What holds from the start on, whatever becomes of it. */
export interface Started {
  readonly about: About;
  /** Since when it runs as it does: its start, or when it went on or was extended. */
  readonly runsFrom: string;
  readonly pace: Pace;
  readonly dueAt: string;
  readonly warnAt: string | null;
  readonly isWarned: boolean;
  /** The due instant that was missed last; a breach is a fact for ever. */
  readonly breached: string | null;
  /** What of that breach's escalations is still to come. */
  readonly escalations: readonly Escalation[];
  /** Business days it has stood still. */
  readonly rested: number;
}

export interface Paused extends Started {
  readonly pausedAt: string;
  /** What was left of its time then, in its own unit. */
  readonly remaining: number;
  readonly reasons: readonly string[];
}

/** The time that something to be done may take (期限), one shape for each stage. */
export type Clock =
  | { readonly stage: 'none' }
  | (Started & { readonly stage: 'running' })
  | (Paused & { readonly stage: 'paused' })
  | (Started & { readonly stage: 'met' })
  | (Started & { readonly stage: 'cancelled' })
  | (Started & { readonly stage: 'waived' });

export const initialClock: Clock = { stage: 'none' };

/** What a clock is after one more event. */
export function evolveClock(state: Clock, event: ClockEvent): Clock {
  if (event.type === 'ClockStarted') {
    const { kind, subjectCategory, subjectId, officeId, startedAt, unit, count, day, begunOn, warnAt, dueAt } =
      event.data;
    const pace = { startedAt, unit: unit as Pace['unit'], count, day, begunOn, extension: 0, isAnchored: false };
    const nothingYet = { isWarned: false, breached: null, escalations: [], rested: 0 };
    const about = { kind, subjectCategory, subjectId, officeId };
    return { stage: 'running', about, runsFrom: startedAt, pace, warnAt, dueAt, ...nothingYet };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'ClockWarned':
      return { ...state, isWarned: true };
    case 'ClockBreached':
      return { ...state, breached: event.data.dueAt, escalations: event.data.escalations };
    case 'ClockEscalated': {
      const escalations = state.escalations.filter(({ level }) => level !== event.data.level);
      return { ...state, escalations };
    }
    case 'ClockPaused': {
      const { reason, pausedAt, remaining } = event.data;
      const isPaused = state.stage === 'paused';
      const since = isPaused ? { pausedAt: state.pausedAt, remaining: state.remaining } : { pausedAt, remaining };
      return { ...state, stage: 'paused', ...since, reasons: [...(isPaused ? state.reasons : []), reason] };
    }
    case 'ClockResumed':
      return resumed(state, event.data);
    case 'ClockExtended': {
      const { businessDays, warnAt, dueAt } = event.data;
      const pace = { ...state.pace, extension: state.pace.extension + businessDays };
      return { ...state, pace, runsFrom: event.occurredAt, warnAt, dueAt, isWarned: false, escalations: [] };
    }
    case 'ClockRecalculated': {
      const { warnAt, dueAt, escalations } = event.data.after;
      return { ...state, warnAt, dueAt, escalations, isWarned: state.isWarned && warnAt === state.warnAt };
    }
    case 'ClockHandedOver':
      return { ...state, about: { ...state.about, officeId: event.data.to } };
    case 'ClockMet':
      return { ...started(state), stage: 'met' };
    case 'ClockCancelled':
      return { ...started(state), stage: 'cancelled' };
    case 'ClockWaived':
      return { ...started(state), stage: 'waived' };
    default:
      return event satisfies never;
  }
}

function resumed(
  state: Exclude<Clock, { stage: 'none' }>,
  { reason, resumedAt, runs }: EventOf<typeof ClockResumed>['data'],
): Clock {
  if (state.stage !== 'paused') return state;
  const reasons = state.reasons.filter((other) => other !== reason);
  if (runs === null) return { ...state, reasons };
  const { warnAt, dueAt, escalations, rested } = runs;
  const { pace, remaining } = state;
  const isMoved = isMovedByPause(state);
  return {
    ...started(state),
    stage: 'running',
    runsFrom: isMoved ? resumedAt : state.runsFrom,
    pace: isMoved ? { ...pace, begunOn: dayOf(resumedAt), count: remaining, extension: 0, isAnchored: true } : pace,
    rested: state.rested + rested,
    ...{ warnAt, dueAt, escalations, isWarned: state.isWarned && !isMoved },
  };
}

/** Whether it is due later for having stood still: a statutory day does not move, and what was late already does not. */
export const isMovedByPause = ({ pace, remaining, breached, dueAt }: Paused): boolean =>
  pace.unit !== 'months_before' && breached !== dueAt && remaining >= 0;

function started(state: Started): Started {
  const { about, runsFrom, pace, dueAt, warnAt, isWarned, breached, escalations, rested } = state;
  return { about, runsFrom, pace, dueAt, warnAt, isWarned, breached, escalations, rested };
}

/** Who gives it more time, or waives it: the office that has it in hand, and its own headquarters, never the other one. */
function keptBy({ officeId }: About): Parties {
  const organisation = officeById(officeId)?.organisation;
  return { offices: [officeId], persons: [], organisations: organisation === undefined ? [] : [organisation] };
}

/** The id of the clock of a kind that an event starts. */
export const clockIdOf = (kind: ClockKind, startedBy: string): string => derivedId('clock', kind, startedBy);

export const clock = aggregate<Clock, ClockEvent>({
  category: 'clock',
  idField: 'clockId',
  events,
  initialState: initialClock,
  evolve: evolveClock,
  parties: (state) => (state.stage === 'none' ? { offices: [], persons: [] } : keptBy(state.about)),
});
