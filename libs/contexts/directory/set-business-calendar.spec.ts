import { policyOf } from '#contexts/agreement';
import { OfficeCalendarSet } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { addBusinessDays } from '#reference-data';
import { calendarOf, cutOffHourOf, initialOffice, office, officeStreamIdOf } from './office.ts';
import { setBusinessCalendar } from './set-business-calendar.ts';

const id = officeStreamIdOf('iesc-22');
const by = actor('iesc.office_manager');
const command = { officeId: 'iesc-22', closures: ['2026-02-10', '2025-11-25'], cutOffHour: 16 };
const set = { officeId: 'iesc-22', closures: ['2025-11-25', '2026-02-10'], cutOffHour: 16 };

test('an office says when it is closed, though nothing was recorded of it before', async () => {
  const [event] = await given().when(setBusinessCalendar, command, { by }).thenFacts(OfficeCalendarSet(set));
  expect([event!.stream, event!.metadata.prefecture]).toEqual([`office-${id}`, '22']);
});

test.each([
  ['IESC’s headquarters for one of theirs', actor('iesc.hq_coordinator', 'iesc-hq'), 'iesc-22'],
  ['an association for itself', actor('nasilc.pref_liaison'), 'nasilc-22'],
  ['NASILC’s headquarters for one of theirs', actor('nasilc.hq_liaison', 'nasilc-hq'), 'nasilc-22'],
])('%s', (_, keeper, officeId) =>
  given()
    .when(setBusinessCalendar, { ...command, officeId }, { by: keeper })
    .thenFacts(OfficeCalendarSet({ ...set, officeId })),
);

test('all of it anew: what was set before no longer holds', () =>
  given(office, id, OfficeCalendarSet(set))
    .when(setBusinessCalendar, { officeId: 'iesc-22', closures: [] }, { by })
    .thenFacts(OfficeCalendarSet({ officeId: 'iesc-22', closures: [], cutOffHour: null })));

test('as it is set already, nothing is recorded', () =>
  given(office, id, OfficeCalendarSet(set)).when(setBusinessCalendar, command, { by }).thenNothing());

test('without closures it is recorded where nothing was before', () =>
  given()
    .when(setBusinessCalendar, { officeId: 'iesc-22', closures: [] }, { by })
    .thenFacts(OfficeCalendarSet({ officeId: 'iesc-22', closures: [], cutOffHour: null })));

describe.each([
  ['before its first event', given()],
  ['after it', given(office, id, OfficeCalendarSet(set))],
])('an office %s', (_, past) => {
  test.each([
    ['another office', actor('iesc.office_manager', 'iesc-23')],
    ['the association of its prefecture', actor('nasilc.pref_liaison')],
    ['the other organisation’s headquarters', actor('nasilc.hq_liaison', 'nasilc-hq')],
  ])('is not %s’s to set', (_who, other) =>
    past.when(setBusinessCalendar, command, { by: other }).thenRefused('NOT_FOUND'),
  );
});

test('not one that does not exist', () =>
  given()
    .when(setBusinessCalendar, { ...command, officeId: 'iesc-48' }, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenRefused('NOT_FOUND'));

test('not by an advisor', () =>
  given()
    .when(setBusinessCalendar, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

describe('what other contexts read of it', () => {
  const policy = policyOf('AGR-2025');
  const closed = { ...initialOffice, ...set };

  test('an office of which nothing is recorded works as every office does', () => {
    expect(addBusinessDays('2025-11-21', 1, calendarOf(initialOffice))).toBe('2025-11-25');
    expect(cutOffHourOf(initialOffice, policy)).toBe(17);
  });

  test('one that has set its calendar works by that', () => {
    expect(addBusinessDays('2025-11-21', 1, calendarOf(closed))).toBe('2025-11-26');
    expect(calendarOf(closed)).toBe(calendarOf(closed));
    expect(cutOffHourOf(closed, policy)).toBe(16);
  });
});
