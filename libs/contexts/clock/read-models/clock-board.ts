import { projection } from '#contexts/kernel';
import { boolean, day, instant, integer, key, list, table, text } from '#platform/projections';
import { dayOf, officeById } from '#reference-data';
import { organisationsOf } from '../whose-clock.ts';

/**
 * What is due when, what was warned of, what is late, what stands still, and how it ended: for who is to do it, and, of
 * what both organisations have in hand, for both headquarters.
 */
export const clockBoard = projection({
  name: 'clock_board',
  version: 2,
  audience: 'both',
  aggregate: 'clock',
  table: table({
    clockId: key(),
    kind: text(),
    subjectCategory: text(),
    subjectId: text(),
    /** Who is to do it. */
    officeId: text(),
    /** That, and who was to do it before. */
    offices: list(text()),
    /** Whose headquarters have it in sight. */
    organisations: list(text()),
    agreementVersion: text(),
    /** `running`, `warned`, `breached`, `paused`, `met`, `cancelled` or `waived`. */
    status: text(),
    stage: text(),
    /** Whether it was late at any time; stays true when it is done in the end. */
    wasBreached: boolean(),
    /** How far up it was brought, 0 to 3. */
    level: integer(),
    startedAt: instant(),
    /** null while it stands still. */
    dueAt: instant().nullable(),
    /** The day in Asia/Tokyo, to find what is due today by. */
    dueOn: day().nullable(),
    warnAt: instant().nullable(),
    /** Why it stands still. */
    pausedFor: list(text()),
    /** What was left of its time when it came to stand still. */
    remaining: integer().nullable(),
    /** Business days by which it was extended. */
    extendedBy: integer(),
    /** Business days that it took, and that it was late by. */
    took: integer().nullable(),
    lateBy: integer().nullable(),
    /** Done in time, recorded afterwards. */
    recordedLate: boolean(),
    endedAt: instant().nullable(),
  })
    .index('officeId', 'status', 'dueAt')
    .index('officeId', 'dueAt')
    .index('officeId', 'startedAt')
    .index('dueAt')
    .index('startedAt')
    .index('subjectId'),
  scope: { offices: ['offices'], organisations: ['organisations'] },
  // Both headquarters have it in sight; it is extended and waived on the side that has it in hand.
  actsOn: ({ officeId, stage }, { org }) => ({
    category: 'clock',
    stage: officeById(officeId)?.organisation === org ? stage : 'seen',
  }),
  serve: {
    path: '/clocks',
    summary: 'Clocks: due today, warned, late, standing still',
    filters: [
      'status',
      'kind',
      'officeId',
      'dueOn',
      'dueAt',
      'wasBreached',
      'level',
      'pausedFor',
      'subjectCategory',
      'subjectId',
    ],
    sorts: ['dueAt', 'startedAt'],
  },
  on: {
    ClockStarted: ({ data, streamId }) => ({
      clockId: streamId,
      kind: data.kind,
      subjectCategory: data.subjectCategory,
      subjectId: data.subjectId,
      officeId: data.officeId,
      offices: [data.officeId],
      organisations: organisationsOf(data),
      agreementVersion: data.agreementVersion,
      status: 'running',
      stage: 'running',
      wasBreached: false,
      level: 0,
      startedAt: data.startedAt,
      ...due(data.dueAt),
      warnAt: data.warnAt,
      pausedFor: [],
      remaining: null,
      extendedBy: 0,
      took: null,
      lateBy: null,
      recordedLate: false,
      endedAt: null,
    }),
    ClockWarned: (_, row) => row && { ...row, status: row.status === 'running' ? 'warned' : row.status },
    ClockBreached: (_, row) => row && { ...row, status: 'breached', wasBreached: true },
    ClockEscalated: ({ data: { level } }, row) => row && { ...row, level: Math.max(row.level, level) },
    ClockPaused: ({ data: { reason, remaining } }, row) =>
      row && {
        ...row,
        status: 'paused',
        stage: 'paused',
        pausedFor: [...row.pausedFor, reason],
        remaining,
        ...notDue,
      },
    ClockResumed: ({ data: { reason, runs, resumedAt } }, row) => {
      if (!row) return undefined;
      const pausedFor = row.pausedFor.filter((other) => other !== reason);
      if (runs === null) return { ...row, pausedFor };
      const isLate = row.wasBreached && runs.dueAt < resumedAt;
      const status = isLate ? 'breached' : 'running';
      const { dueAt, warnAt } = runs;
      return { ...row, status, stage: 'running', pausedFor, remaining: null, ...due(dueAt), warnAt };
    },
    ClockExtended: ({ data: { businessDays, dueAt, warnAt } }, row) =>
      row && { ...row, status: 'running', extendedBy: row.extendedBy + businessDays, ...due(dueAt), warnAt },
    ClockRecalculated: ({ data: { after } }, row) => {
      if (!row) return undefined;
      const { dueAt, warnAt } = after;
      return { ...row, status: dueAt === row.dueAt ? row.status : 'running', ...due(dueAt), warnAt };
    },
    ClockHandedOver: ({ data: { to } }, row) =>
      row && { ...row, officeId: to, offices: row.offices.includes(to) ? row.offices : [...row.offices, to] },
    ClockMet: ({ data: { metAt, took, lateBy, recordedLate } }, row) =>
      row && { ...row, ...ended('met'), took, lateBy, recordedLate, endedAt: metAt },
    ClockCancelled: ({ occurredAt }, row) => row && { ...row, ...ended('cancelled'), endedAt: occurredAt },
    ClockWaived: ({ occurredAt }, row) => row && { ...row, ...ended('waived'), endedAt: occurredAt },
  },
});

const notDue = { dueAt: null, dueOn: null, warnAt: null } as const;
const due = (dueAt: string) => ({ dueAt, dueOn: dayOf(dueAt) });
const ended = (stage: string) => ({ status: stage, stage, pausedFor: [], remaining: null, warnAt: null });
