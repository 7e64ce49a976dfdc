import { ClockMet } from '#events/clock';
import { given, on } from '#platform/testing';
import { about, breached, cancelled, clockId, met, waived } from '../clock-story.fixture.ts';
import { slaPerformance } from './sla-performance.ts';

const stream = `clock-${clockId}` as const;
const under = { agreementVersion: 'AGR-2025' };
const took = (days: number, more: Partial<typeof met.data> = {}) =>
  on(stream, ClockMet({ ...met.data, took: days, ...more }), under);

const row = {
  cell: 'AGR-2025:decideReferral:iesc-22',
  agreementVersion: 'AGR-2025',
  kind: 'decideReferral',
  officeId: 'iesc-22',
  organisations: ['iesc', 'nasilc'],
  ...{ met: 0, inTime: 0, late: 0, recordedLate: 0, breached: 0, cancelled: 0, waived: 0 },
  ...{ p50: null, p90: null, p95: null, longest: null, histogram: {} },
};

test('what is done counts by office, kind and version of the agreement', () =>
  given(
    took(1),
    on(stream, ClockMet({ ...met.data, took: 3 }), { agreementVersion: 'DECL-2021' }),
    took(2, { about: { ...about, officeId: 'iesc-23' } }),
  ).thenRows(slaPerformance, [
    { ...row, met: 1, inTime: 1, ...{ p50: 1, p90: 1, p95: 1, longest: 1 }, histogram: { 1: 1 } },
    {
      ...row,
      ...{ cell: 'AGR-2025:decideReferral:iesc-23', officeId: 'iesc-23', met: 1, inTime: 1 },
      ...{ p50: 2, p90: 2, p95: 2, longest: 2, histogram: { 2: 1 } },
    },
    {
      ...row,
      ...{ cell: 'DECL-2021:decideReferral:iesc-22', agreementVersion: 'DECL-2021', met: 1, inTime: 1 },
      ...{ p50: 3, p90: 3, p95: 3, longest: 3, histogram: { 3: 1 } },
    },
  ]));

test('percentiles are those of the nearest rank', () =>
  given(...[1, 1, 1, 1, 1, 2, 2, 2, 3, 12].map((days) => took(days))).thenRows(slaPerformance, [
    {
      ...row,
      ...{ met: 10, inTime: 10, p50: 1, p90: 3, p95: 12, longest: 12 },
      histogram: { 1: 5, 2: 3, 3: 1, 12: 1 },
    },
  ]));

test('late, and recorded late, are told apart', () =>
  given(
    on(stream, breached, under),
    took(5, { lateBy: 2 }),
    on(stream, breached, under),
    took(3, { recordedLate: true }),
  ).thenRows(slaPerformance, [
    {
      ...row,
      ...{ met: 2, inTime: 1, late: 1, recordedLate: 1, breached: 2, p50: 3, p90: 5, p95: 5, longest: 5 },
      histogram: { 3: 1, 5: 1 },
    },
  ]));

test('what was cancelled or waived took no time', () =>
  given(on(stream, cancelled, under), on(stream, waived, under)).thenRows(slaPerformance, [
    { ...row, cancelled: 1, waived: 1 },
  ]));
