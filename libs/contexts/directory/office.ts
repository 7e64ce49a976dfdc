import type { Policy } from '#contexts/agreement';
import { OfficeCalendarSet } from '#events/directory';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import { businessCalendar, nationalCalendar, officeById, type BusinessCalendar, type Day } from '#reference-data';

const events = [OfficeCalendarSet] as const;

export type OfficeEvent = EventOf<(typeof events)[number]>;

interface Standing {
  /** Known from the first event on: the office itself stands in the reference data. */
  readonly officeId: string | null;
  /** Days on which it is closed beside those on which every office is, in order. */
  readonly closures: readonly Day[];
  /** Null: as the agreement has it for every office. */
  readonly cutOffHour: number | null;
}

/** What is recorded of an office of IESC or a body of NASILC. It is there from the start, without an event. */
export type OfficeStanding = Standing & { readonly stage: 'active' };

export const initialOffice: OfficeStanding = { stage: 'active', officeId: null, closures: [], cutOffHour: null };

/** What is known of an office after one more event. */
export function evolveOffice(state: OfficeStanding, { data }: OfficeEvent): OfficeStanding {
  const { officeId, closures, cutOffHour } = data;
  return { ...state, officeId, closures, cutOffHour };
}

/** The id of an office's stream: it follows from the office's own, which is no UUID. */
export const officeStreamIdOf = (officeId: string): string => derivedId('office', officeId);

export const office = aggregate<OfficeStanding, OfficeEvent>({
  category: 'office',
  idField: 'officeStreamId',
  events,
  initialState: initialOffice,
  evolve: evolveOffice,
  prefecture: ({ officeId }) => (officeId === null ? null : (officeById(officeId)?.prefecture ?? null)),
  parties: ({ officeId }) => ({ offices: officeId === null ? [] : [officeId], persons: [] }),
});

const calendars = new WeakMap<readonly Day[], BusinessCalendar>();

/** The office's business days; made once for each state, as a calendar remembers what it has reckoned. */
export function calendarOf({ closures }: OfficeStanding): BusinessCalendar {
  if (closures.length === 0) return nationalCalendar;
  const calendar = calendars.get(closures) ?? businessCalendar(closures);
  calendars.set(closures, calendar);
  return calendar;
}

/** The hour in Asia/Tokyo, 1 to 24, from which what comes in counts as the next business day's. */
export const cutOffHourOf = ({ cutOffHour }: OfficeStanding, { limits }: Policy): number =>
  cutOffHour ?? limits.cutOffHour;
