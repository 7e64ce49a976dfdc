import fc from 'fast-check';
import {
  addBusinessDays,
  begunOn,
  businessCalendar,
  businessDaysAfter,
  dueAt,
  holidayTableVersion,
  isBusinessDay,
  monthsBefore,
} from './business-calendar.ts';
import { addDays } from './day.ts';

describe('business days', () => {
  test.each([
    ['2025-11-06', 1, '2025-11-07'],
    ['2025-11-06', 3, '2025-11-11'],
    ['2025-11-06', 10, '2025-11-20'],
    ['2025-11-20', 3, '2025-11-26'],
    ['2025-12-26', 3, '2026-01-07'],
    ['2026-04-28', 3, '2026-05-07'],
    ['2026-09-18', 1, '2026-09-24'],
    ['2025-11-07', 1, '2025-11-10'],
    ['2025-11-08', 1, '2025-11-10'],
    ['2025-11-09', 2, '2025-11-11'],
    ['2025-11-07', 0, '2025-11-07'],
    ['2025-11-08', 0, '2025-11-10'],
    ['2025-12-29', 0, '2026-01-05'],
    ['2025-11-10', -1, '2025-11-07'],
    ['2025-11-09', -1, '2025-11-07'],
    ['2026-01-05', -1, '2025-12-26'],
  ])('%s %i → %s', (day, days, expected) => {
    expect(addBusinessDays(day, days)).toBe(expected);
  });

  test.each([
    ['2026-09-21', 'national holiday'],
    ['2026-09-22', 'holiday between two others'],
    ['2026-09-23', 'national holiday'],
    ['2025-11-24', 'substitute holiday'],
    ['2025-12-29', 'year-end closure'],
    ['2025-12-31', 'year-end closure'],
    ['2026-01-02', 'year-end closure'],
    ['2025-11-08', 'Saturday'],
    ['2025-11-09', 'Sunday'],
  ])('%s is none: %s', (day) => {
    expect(isBusinessDay(day)).toBe(false);
  });

  test.each(['2025-12-26', '2026-01-05', '2025-11-25', '2026-09-24'])('%s is one', (day) => {
    expect(isBusinessDay(day)).toBe(true);
  });

  test('an office may be closed on further days', () => {
    const calendar = businessCalendar(['2025-11-07', '2025-11-10']);
    expect(addBusinessDays('2025-11-06', 1, calendar)).toBe('2025-11-11');
    expect(isBusinessDay('2025-11-07', calendar)).toBe(false);
    expect(isBusinessDay('2025-11-07')).toBe(true);
  });

  test.each([
    ['before the cut-off hour, the day itself', '2025-11-06T07:59:59.999Z', 17, '2025-11-06'],
    ['from it on, the next business day', '2025-11-06T08:00:00.000Z', 17, '2025-11-07'],
    ['on a Friday from it on, Monday', '2025-11-07T08:00:00.000Z', 17, '2025-11-10'],
    ['on a Saturday, Monday too', '2025-11-08T01:00:00.000Z', 17, '2025-11-10'],
    ['before a holiday, the day after it', '2025-10-31T09:00:00.000Z', 17, '2025-11-04'],
    [
      'of an office without a cut-off, late in the evening, still the day',
      '2025-11-06T14:59:59.999Z',
      24,
      '2025-11-06',
    ],
  ])('what comes in %s', (_, instant, cutOffHour, day) => {
    expect(begunOn(instant, cutOffHour)).toBe(day);
  });

  test('a law that says 1 month before means a day on which it can be done', () => {
    expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-27');
    expect(monthsBefore('2026-05-29', 1)).toBe('2026-04-28');
    expect(monthsBefore('2026-02-05', 1)).toBe('2026-01-05');
    expect(monthsBefore('2026-02-03', 1)).toBe('2025-12-26');
  });

  test('what is due is due at the end of the day in Tokyo', () => {
    expect(dueAt('2025-11-06T01:00:00.000Z', 1)).toBe('2025-11-07T14:59:59.999Z');
    expect(dueAt('2025-11-06T15:30:00.000Z', 0)).toBe('2025-11-07T14:59:59.999Z');
  });

  test('lateness is counted in business days', () => {
    expect(businessDaysAfter('2026-05-07', '2026-05-08')).toBe(1);
    expect(businessDaysAfter('2026-05-08', '2026-05-07')).toBe(0);
    expect(businessDaysAfter('2025-12-26', '2026-01-07')).toBe(3);
    expect(businessDaysAfter('2025-11-07', '2025-11-09')).toBe(0);
    expect(businessDaysAfter('2025-11-08', '2025-11-10')).toBe(1);
  });

  test('years that the holiday table does not cover are refused, not guessed', () => {
    expect(holidayTableVersion).toEqual({
      source: '@holiday-jp/holiday_jp',
      version: '2.5.1',
      firstYear: 1970,
      lastYear: 2050,
    });
    expect(() => isBusinessDay('2051-01-04')).toThrow(
      new RangeError('the holiday table covers 1970 to 2050, not 2051'),
    );
    expect(() => addBusinessDays('2050-12-28', 1)).toThrow(
      new RangeError('the holiday table covers 1970 to 2050, not 2051'),
    );
  });

  test('what is no day or no whole number is refused', () => {
    expect(() => isBusinessDay('2025-02-29')).toThrow(new RangeError('not a day in the form YYYY-MM-DD'));
    expect(() => addBusinessDays('2025-11-06', 1.5)).toThrow(new RangeError('days: not a whole number'));
    expect(() => businessCalendar(['11-06'])).toThrow(new RangeError('closures: not a day in the form YYYY-MM-DD'));
  });

  test('laws: the result is a business day, counting back undoes counting on, and lateness measures the way', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (from, days) => {
        const to = addBusinessDays(from, days);
        expect(isBusinessDay(to)).toBe(true);
        expect(businessDaysAfter(from, to)).toBe(days);
        if (isBusinessDay(from)) expect(addBusinessDays(to, -days)).toBe(from);
      }),
    );
  });
});
