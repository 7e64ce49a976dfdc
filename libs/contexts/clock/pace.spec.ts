import { execFileSync } from 'node:child_process';
import { businessCalendar, nationalCalendar } from '#reference-data';
import { dueBy, paceFrom, warnBy } from './pace.ts';

const hours = { calendar: nationalCalendar, cutOffHour: 17 };

/** By when something is due that began at an instant and may take so many business days. */
const due = (startedAt: string, count: number, by = hours) =>
  dueBy(paceFrom({ unit: 'business_days', count }, startedAt, null, by), by);

test.each([
  ['a leap day is a day like any other', '2028-02-28T01:00:00.000Z', 1, '2028-02-29T14:59:59.999Z'],
  ['and is counted', '2028-02-28T01:00:00.000Z', 2, '2028-03-01T14:59:59.999Z'],
  ['a year without one goes on in March', '2026-02-27T01:00:00.000Z', 1, '2026-03-02T14:59:59.999Z'],
  ['offices are closed from 29 December to 3 January', '2025-12-26T01:00:00.000Z', 3, '2026-01-07T14:59:59.999Z'],
  ['what comes in at the year’s end begins in January', '2025-12-30T01:00:00.000Z', 1, '2026-01-06T14:59:59.999Z'],
  ['over Golden Week three days are nine', '2026-04-28T01:00:00.000Z', 3, '2026-05-07T14:59:59.999Z'],
  ['a substitute holiday is none', '2025-11-20T01:00:00.000Z', 3, '2025-11-26T14:59:59.999Z'],
  ['a day between two holidays is none', '2026-09-18T01:00:00.000Z', 1, '2026-09-24T14:59:59.999Z'],
])('%s', (_, startedAt, count, expected) => {
  expect(due(startedAt, count)).toBe(expected);
});

test('months before a day that its month does not have end with the month', () => {
  const pace = paceFrom({ unit: 'months_before', count: 1 }, '2028-01-05T01:00:00.000Z', '2028-03-31', hours);
  expect(dueBy(pace, hours)).toBe('2028-02-29T14:59:59.999Z');
});

test('an office’s own closures count beside the holidays', () => {
  const closed = { ...hours, calendar: businessCalendar(['2026-05-07']) };
  expect(due('2026-04-28T01:00:00.000Z', 3, closed)).toBe('2026-05-08T14:59:59.999Z');
});

test('it warns on the business day before, over the holidays', () => {
  expect(warnBy('2026-05-07T14:59:59.999Z', 1, '2026-04-28T01:00:00.000Z', hours)).toBe('2026-04-30T15:00:00.000Z');
});

// On these days clocks are set in New York, in Berlin and on Lord Howe Island, where it is by half an hour.
test.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Tokyo'])(
  'a machine in the zone of %s reckons the same, on the days on which clocks are set there too',
  (TZ) => {
    const begun = ['2026-03-06', '2026-03-27', '2026-04-03', '2026-10-23', '2026-10-30'];
    const script = `
      import { nationalCalendar } from '#reference-data';
      import { dueBy, paceFrom, warnBy } from '${new URL('./pace.ts', import.meta.url).href}';
      const hours = { calendar: nationalCalendar, cutOffHour: 17 };
      const told = ${JSON.stringify(begun)}.flatMap((day) => ['T07:59:59.999Z', 'T08:00:00.000Z'].map((time) => {
        const due = dueBy(paceFrom({ unit: 'business_days', count: 1 }, day + time, null, hours), hours);
        return [due, warnBy(due, 1, day + time, hours)];
      }));
      process.stdout.write(JSON.stringify([new Date(2026, 2, 8, 12).getTimezoneOffset(), told]));`;
    const child = execFileSync(
      process.execPath,
      ['--conditions=source', '--no-warnings', '--input-type=module-typescript', '--eval', script],
      { env: { ...process.env, TZ, NODE_OPTIONS: '' }, encoding: 'utf8' },
    );
    const [offset, told] = JSON.parse(child) as readonly [number, unknown];
    expect(offset).toBe({ 'America/New_York': 240, 'Europe/Berlin': -60, 'Australia/Lord_Howe': -660 }[TZ] ?? -540);
    expect(told).toEqual(
      begun.flatMap((day) =>
        ['T07:59:59.999Z', 'T08:00:00.000Z'].map((time) => {
          const dueAt = due(day + time, 1);
          return [dueAt, warnBy(dueAt, 1, day + time, hours)];
        }),
      ),
    );
    expect(due('2026-03-06T07:59:59.999Z', 1)).toBe('2026-03-09T14:59:59.999Z');
  },
);
