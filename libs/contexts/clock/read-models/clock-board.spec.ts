import { ClockEscalated, ClockHandedOver, ClockRecalculated, ClockResumed, ClockStarted } from '#events/clock';
import { roles } from '#contexts/kernel';
import { decisions } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { availableActions } from '#platform/decider';
import type { Fact } from '#platform/event-schema';
import { actedOn } from '#platform/projections/serving';
import { given, on } from '#platform/testing';
import {
  about,
  breached,
  cancelled,
  clockId,
  dueAt,
  escalated,
  escalations,
  extended,
  held,
  met,
  paused,
  resumed,
  started,
  waived,
  warnAt,
  warned,
} from '../clock-story.fixture.ts';
import { clockBoard } from './clock-board.ts';

const stream = `clock-${clockId}` as const;
const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(stream, fact)));

const row = {
  clockId,
  ...about,
  offices: ['iesc-22'],
  organisations: ['iesc', 'nasilc'],
  agreementVersion: 'AGR-2025',
  status: 'running',
  stage: 'running',
  wasBreached: false,
  level: 0,
  startedAt: started.data.startedAt,
  dueAt,
  dueOn: '2025-11-11',
  warnAt,
  pausedFor: [] as string[],
  remaining: null as number | null,
  extendedBy: 0,
  took: null,
  lateBy: null,
  recordedLate: false,
  endedAt: null,
};
const late = { ...row, status: 'breached', wasBreached: true };
const still = { ...row, status: 'paused', stage: 'paused', dueAt: null, dueOn: null, warnAt: null };

test.each([
  ['its manager', actor('iesc.office_manager'), ['ExtendClock', 'WaiveClock']],
  ['its headquarters', actor('iesc.hq_coordinator', 'iesc-hq'), ['ExtendClock', 'WaiveClock']],
  ['the federation, which sees it', actor('nasilc.hq_liaison', 'nasilc-hq'), []],
])('what can be done with it by %s', (_, reader, actions) => {
  expect(availableActions(decisions, roles, actedOn(clockBoard, row, reader)!, reader)).toEqual(actions);
});

test('what is due is found by office and day', () => after(started).thenRows(clockBoard, [row]));

test('what perhaps nobody referred is in sight of IESC alone', () =>
  after(ClockStarted({ ...started.data, kind: 'assessment', subjectCategory: 'supportcase' })).thenRows(clockBoard, [
    { ...row, kind: 'assessment', subjectCategory: 'supportcase', organisations: ['iesc'] },
  ]));

test('what was warned of', () => after(started, warned).thenRows(clockBoard, [{ ...row, status: 'warned' }]));

test('what is late, and how far up it was brought', async () => {
  await after(started, warned, breached).thenRows(clockBoard, [late]);
  const higher = ClockEscalated({ ...escalated.data, level: 2 });
  await after(started, breached, higher, escalated).thenRows(clockBoard, [{ ...late, level: 2 }]);
});

test('what stands still, for which reasons', async () => {
  await after(started, paused, held).thenRows(clockBoard, [
    { ...still, pausedFor: ['returned', 'on_hold'], remaining: 2 },
  ]);
  const oneLeft = ClockResumed({ ...resumed.data, runs: null });
  await after(started, paused, held, oneLeft).thenRows(clockBoard, [
    { ...still, pausedFor: ['on_hold'], remaining: 2 },
  ]);
});

test('what goes on is due later', () =>
  after(started, paused, resumed).thenRows(clockBoard, [
    { ...row, dueAt: '2025-11-17T14:59:59.999Z', dueOn: '2025-11-17', warnAt: '2025-11-13T15:00:00.000Z' },
  ]));

test('what was late goes on as late', () =>
  after(
    started,
    breached,
    held,
    ClockResumed({
      reason: 'on_hold',
      resumedAt: '2025-11-14T02:00:00.000Z',
      runs: { rested: 2, warnAt, dueAt, escalations },
    }),
  ).thenRows(clockBoard, [late]));

test('what was extended is not late any more, and was', () =>
  after(started, breached, extended).thenRows(clockBoard, [
    {
      ...row,
      wasBreached: true,
      extendedBy: 2,
      dueAt: '2025-11-13T14:59:59.999Z',
      dueOn: '2025-11-13',
      warnAt: '2025-11-11T15:00:00.000Z',
    },
  ]));

test('what was recalculated is due then; where only its escalations moved it stays late', async () => {
  const before = { warnAt, dueAt, escalations };
  const later = { warnAt, dueAt: '2025-11-12T14:59:59.999Z', escalations: [] };
  await after(started, breached, ClockRecalculated({ before, after: later, holidays: 'a table' })).thenRows(
    clockBoard,
    [{ ...late, status: 'running', dueAt: '2025-11-12T14:59:59.999Z', dueOn: '2025-11-12' }],
  );
  await after(started, breached, ClockRecalculated({ before, after: before, holidays: 'a table' })).thenRows(
    clockBoard,
    [late],
  );
});

test('what was handed over stays in sight of who had it', () =>
  after(started, ClockHandedOver({ from: 'iesc-22', to: 'iesc-23' })).thenRows(clockBoard, [
    { ...row, officeId: 'iesc-23', offices: ['iesc-22', 'iesc-23'] },
  ]));

test.each([
  ['met', met, { took: 2, lateBy: 0, endedAt: met.data.metAt }],
  ['cancelled', cancelled, { endedAt: '2026-04-01T00:00:02.000Z' }],
  ['waived', waived, { endedAt: '2026-04-01T00:00:02.000Z' }],
])('what is %s was late all the same', (stage, fact, more) =>
  after(started, breached, fact).thenRows(clockBoard, [{ ...late, status: stage, stage, warnAt: null, ...more }]),
);

test('of a clock that never started there is no row', () =>
  after(
    warned,
    breached,
    escalated,
    paused,
    resumed,
    extended,
    ClockHandedOver({ from: 'iesc-22', to: 'iesc-23' }),
    ClockRecalculated({
      before: { warnAt, dueAt, escalations },
      after: { warnAt, dueAt, escalations },
      holidays: 'a table',
    }),
    met,
    cancelled,
    waived,
  ).thenRows(clockBoard, []));
