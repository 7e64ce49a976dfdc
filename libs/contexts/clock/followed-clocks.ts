import type { ClockKind } from '#contexts/agreement';
import type { DomainEvent } from '#platform/event-schema';
import { issue, type PlannedCommand } from '#platform/process-managers';
import { CancelClock, cancelClock } from './cancel-clock.ts';
import { clockIdOf } from './clock.ts';
import { HandClockOver, handClockOver } from './hand-clock-over.ts';
import { MeetClock, meetClock } from './meet-clock.ts';
import { PauseClock, pauseClock } from './pause-clock.ts';
import { ResumeClock, resumeClock } from './resume-clock.ts';
import { StartClock, startClock } from './start-clock.ts';

interface Running {
  readonly clockId: string;
  readonly officeId: string;
  /** Why it stands still. */
  readonly reasons: readonly string[];
}

/** What becomes of a clock by a fact. */
type Step =
  | { readonly step: 'start'; readonly kind: ClockKind; readonly clockId: string; readonly officeId: string }
  | { readonly step: 'meet' | 'cancel'; readonly clockId: string }
  | { readonly step: 'pause' | 'resume'; readonly clockId: string; readonly reason: string }
  | { readonly step: 'hand over'; readonly clockId: string; readonly officeId: string };

/**
 * The clocks that run about one thing: what a process that starts and ends them remembers. Of each kind runs one at a time.
 * The functions here are what a fact may mean to them; `commandsOf` says what that comes to.
 */
export interface FollowedClocks {
  readonly subjectCategory: string;
  readonly subjectId: string;
  /** The version of the agreement that it began under. */
  readonly agreementVersion: string;
  readonly running: { readonly [kind: string]: Running };
  /** What the last fact came to. */
  readonly steps: readonly Step[];
}

/** No clock runs about a thing that an event brings into being. */
export function noClocks(subjectCategory: string, { streamId, metadata }: DomainEvent): FollowedClocks {
  const { agreementVersion } = metadata;
  return { subjectCategory, subjectId: streamId, agreementVersion, running: {}, steps: [] };
}

/** Before the next fact: it has come to nothing yet. */
export const nextFact = <F extends FollowedClocks>(followed: F): F => ({ ...followed, steps: [] });

/** A clock begins; not where one of its kind runs already. */
export function starting<F extends FollowedClocks>(followed: F, kind: ClockKind, officeId: string, by: DomainEvent): F {
  if (followed.running[kind]) return followed;
  const clockId = clockIdOf(kind, by.id);
  const running = { ...followed.running, [kind]: { clockId, officeId, reasons: [] } };
  return stepped(followed, running, [{ step: 'start', kind, clockId, officeId }]);
}

/** What clocks of these kinds run for is done. */
export const meeting = <F extends FollowedClocks>(followed: F, ...kinds: readonly ClockKind[]): F =>
  ending(followed, 'meet', kinds);

/** There is nothing left to be done: of these kinds, or, where none is named, of any. */
export const cancelling = <F extends FollowedClocks>(followed: F, ...kinds: readonly ClockKind[]): F =>
  ending(followed, 'cancel', kinds.length > 0 ? kinds : Object.keys(followed.running));

/** Somebody has let it go undone: it ended by itself. */
export function forgetting<F extends FollowedClocks>(followed: F, clockId: string): F {
  const running = Object.entries(followed.running).filter(([, one]) => one.clockId !== clockId);
  return { ...followed, running: Object.fromEntries(running) };
}

/** Clocks stand still for a reason: of these kinds, or, where none is named, all. */
export function pausing<F extends FollowedClocks>(followed: F, reason: string, ...kinds: readonly ClockKind[]): F {
  return changing(followed, kinds, ({ reasons }) => !reasons.includes(reason), {
    step: ({ clockId }) => ({ step: 'pause', clockId, reason }),
    after: (one) => ({ ...one, reasons: [...one.reasons, reason] }),
  });
}

/** The reason is no more. */
export function resuming<F extends FollowedClocks>(followed: F, reason: string, ...kinds: readonly ClockKind[]): F {
  return changing(followed, kinds, ({ reasons }) => reasons.includes(reason), {
    step: ({ clockId }) => ({ step: 'resume', clockId, reason }),
    after: (one) => ({ ...one, reasons: one.reasons.filter((other) => other !== reason) }),
  });
}

/** What one office had to do is another's. */
export function handingOver<F extends FollowedClocks>(followed: F, from: string, to: string): F {
  return changing(followed, [], ({ officeId }) => officeId === from && from !== to, {
    step: ({ clockId }) => ({ step: 'hand over', clockId, officeId: to }),
    after: (one) => ({ ...one, officeId: to }),
  });
}

/** The commands that the last fact came to, in order. */
export function commandsOf(followed: FollowedClocks | undefined, event: DomainEvent): readonly PlannedCommand[] {
  if (followed === undefined) return [];
  const { subjectCategory, subjectId, agreementVersion, steps } = followed;
  const { occurredAt: at, recordedAt } = event;
  return steps.map((step) => {
    const { clockId } = step;
    switch (step.step) {
      case 'start': {
        const { kind, officeId } = step;
        const about = { clockId, kind, subjectCategory, subjectId, officeId };
        return issue(startClock, StartClock, { ...about, agreementVersion, startedAt: at });
      }
      case 'meet':
        return issue(meetClock, MeetClock, { clockId, metAt: at, recordedAt });
      case 'cancel':
        return issue(cancelClock, CancelClock, { clockId, because: event.type });
      case 'pause':
        return issue(pauseClock, PauseClock, { clockId, reason: step.reason, at });
      case 'resume':
        return issue(resumeClock, ResumeClock, { clockId, reason: step.reason, at });
      case 'hand over':
        return issue(handClockOver, HandClockOver, { clockId, officeId: step.officeId });
    }
  });
}

function stepped<F extends FollowedClocks>(followed: F, running: FollowedClocks['running'], steps: readonly Step[]): F {
  return { ...followed, running, steps: [...followed.steps, ...steps] };
}

function ending<F extends FollowedClocks>(followed: F, step: 'meet' | 'cancel', kinds: readonly string[]): F {
  const ended = Object.entries(followed.running).filter(([kind]) => kinds.includes(kind));
  const running = Object.entries(followed.running).filter(([kind]) => !kinds.includes(kind));
  return stepped(
    followed,
    Object.fromEntries(running),
    ended.map(([, { clockId }]) => ({ step, clockId })),
  );
}

function changing<F extends FollowedClocks>(
  followed: F,
  kinds: readonly string[],
  concerns: (one: Running) => boolean,
  change: { readonly step: (one: Running) => Step; readonly after: (one: Running) => Running },
): F {
  const concerned = Object.entries(followed.running).filter(
    ([kind, one]) => (kinds.length === 0 || kinds.includes(kind)) && concerns(one),
  );
  const changed = Object.fromEntries(concerned.map(([kind, one]) => [kind, change.after(one)]));
  return stepped(
    followed,
    { ...followed.running, ...changed },
    concerned.map(([, one]) => change.step(one)),
  );
}
