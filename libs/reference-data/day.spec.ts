import {
  addDays,
  afterDay,
  dayOf,
  daysBetween,
  endOfDay,
  fiscalQuarterOf,
  fiscalYearDays,
  fiscalYearOf,
  hourOf,
  isDay,
  legalAgeOn,
  startOfDay,
} from './day.ts';

describe('days in Asia/Tokyo', () => {
  test.each([
    ['2025-11-04T14:59:59.999Z', '2025-11-04'],
    ['2025-11-04T15:00:00.000Z', '2025-11-05'],
    ['2025-11-04T09:00:00+09:00', '2025-11-04'],
    ['2025-12-31T15:00:00Z', '2026-01-01'],
  ])('%s falls on %s', (instant, day) => {
    expect(dayOf(instant)).toBe(day);
  });

  test.each(['', '2025-11-04', '2025-11-04T09:00:00', 'yesterday'])('%j is no instant', (text) => {
    expect(() => dayOf(text)).toThrow(RangeError);
  });

  test('begin and end nine hours before those of UTC', () => {
    expect(startOfDay('2025-11-07')).toBe('2025-11-06T15:00:00.000Z');
    expect(endOfDay('2025-11-07')).toBe('2025-11-07T14:59:59.999Z');
    expect(afterDay('2025-11-07')).toBe('2025-11-07T15:00:00.000Z');
    expect(afterDay('9999-12-31')).toBe('9999-12-31T15:00:00.000Z');
  });

  test.each([
    ['2025-11-04T14:59:59.999Z', 23],
    ['2025-11-04T15:00:00.000Z', 0],
    ['2025-11-05T07:59:59.999Z', 16],
  ])('%s is in hour %i', (instant, hour) => {
    expect(hourOf(instant)).toBe(hour);
  });

  test.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2025-13-01', false],
    ['2025-1-1', false],
    ['20251101', false],
    ['2025-11-01T00:00', false],
    ['', false],
  ])('%j is a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  test('are counted', () => {
    expect(daysBetween('2025-12-10', '2026-01-05')).toBe(26);
    expect(daysBetween('2026-01-05', '2025-12-10')).toBe(-26);
    expect(daysBetween('2026-06-01', '2026-06-01')).toBe(0);
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('the fiscal year runs from April to March', () => {
    expect([fiscalYearOf('2025-12-10'), fiscalYearOf('2026-03-31'), fiscalYearOf('2026-04-01')]).toEqual([
      2025, 2025, 2026,
    ]);
    expect(fiscalYearDays(2025)).toEqual({ first: '2025-04-01', last: '2026-03-31' });
    expect(['2025-04-01', '2025-09-30', '2025-10-01', '2026-01-01'].map(fiscalQuarterOf)).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ['1963-08-20', '2026-04-10', 62],
    ['1953-12-01', '2026-04-10', 72],
    ['1966-04-02', '2026-03-31', 59],
    ['1966-04-02', '2026-04-01', 60],
    ['1964-02-29', '2024-02-28', 60],
    ['1964-02-29', '2025-02-27', 60],
    ['1964-02-29', '2025-02-28', 61],
    ['2026-04-10', '2026-04-10', 0],
  ])('born %s: on %s aged %i', (born, on, age) => {
    expect(legalAgeOn(born, on)).toBe(age);
  });

  test('nobody has an age before birth', () => {
    expect(() => legalAgeOn('2026-04-10', '2026-04-09')).toThrow(new RangeError('on: before the day of birth'));
  });
});
