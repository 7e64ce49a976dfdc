import type { ClockKind } from '#contexts/agreement';
import {
  CancelClock,
  cancelClock,
  clockIdOf,
  HandClockOver,
  handClockOver,
  MeetClock,
  meetClock,
  PauseClock,
  pauseClock,
  ResumeClock,
  resumeClock,
  StartClock,
  startClock,
} from '#contexts/clock';
import type { Fact } from '#platform/event-schema';
import type { RecordedEvent, StreamName } from '#platform/event-store';
import { issue, type PlannedCommand, type ProcessManager } from '#platform/process-managers';
import { given, on, recordedInTest, type ComparedCommands } from '#platform/testing';

/** A command about a clock, once the facts of the spec are recorded. */
type Expected = (events: readonly RecordedEvent[], about: { category: string; id: string }) => PlannedCommand;

const idOf = (kind: ClockKind, events: readonly RecordedEvent[], startedBy: number): string =>
  clockIdOf(kind, events[startedBy]!.id);

/** It starts, by the fact at a place (the first being 0), for an office. */
export const starts =
  (kind: ClockKind, place: number, officeId: string): Expected =>
  (events, { category: subjectCategory, id: subjectId }) => {
    const { recordedAt: startedAt, metadata } = events[place]!;
    const { agreementVersion } = metadata;
    const about = { clockId: idOf(kind, events, place), kind, subjectCategory, subjectId, officeId };
    return issue(startClock, StartClock, { ...about, agreementVersion, startedAt });
  };

/** What one that a fact started runs for is done, by the fact at a place. */
export const isMet =
  (kind: ClockKind, startedBy: number, place: number): Expected =>
  (events) => {
    const { recordedAt } = events[place]!;
    return issue(meetClock, MeetClock, { clockId: idOf(kind, events, startedBy), metAt: recordedAt, recordedAt });
  };

export const isCancelled =
  (kind: ClockKind, startedBy: number, because: string): Expected =>
  (events) =>
    issue(cancelClock, CancelClock, { clockId: idOf(kind, events, startedBy), because });

export const pauses =
  (kind: ClockKind, startedBy: number, place: number, reason: string): Expected =>
  (events) =>
    issue(pauseClock, PauseClock, { clockId: idOf(kind, events, startedBy), reason, at: events[place]!.recordedAt });

export const goesOn =
  (kind: ClockKind, startedBy: number, place: number, reason: string): Expected =>
  (events) =>
    issue(resumeClock, ResumeClock, { clockId: idOf(kind, events, startedBy), reason, at: events[place]!.recordedAt });

export const isHandedOver =
  (kind: ClockKind, startedBy: number, officeId: string): Expected =>
  (events) =>
    issue(handClockOver, HandClockOver, { clockId: idOf(kind, events, startedBy), officeId });

/**
 * The grammar of specs of processes that start and end clocks: what the facts about one thing lead to, in order. A fact may
 * name the stream it stands in, where that is not the thing's.
 */
export function clocksBy(process: ProcessManager, category: string, id: string) {
  return {
    after: (...facts: readonly (Fact | { readonly stream: StreamName; readonly fact: Fact })[]) => {
      const past = facts.map((said) => ('stream' in said ? on(said.stream, said.fact) : on(`${category}-${id}`, said)));
      const events = recordedInTest(past);
      return {
        clocks: (...expected: readonly Expected[]): ComparedCommands =>
          given(...past).thenCommands(process, ...expected.map((command) => command(events, { category, id }))),
      };
    },
  };
}
