import type { Policy } from '#contexts/agreement';
import {
  LiaisonAppointed,
  LiaisonRelieved,
  OfficeCalendarSet,
  OfficeHeadAppointed,
  OfficeResumed,
  OfficeSuspended,
} from '#events/directory';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import { businessCalendar, nationalCalendar, officeById, type BusinessCalendar, type Day } from '#reference-data';

const events = [
  OfficeCalendarSet,
  OfficeSuspended,
  OfficeResumed,
  OfficeHeadAppointed,
  LiaisonAppointed,
  LiaisonRelieved,
] as const;

export type OfficeEvent = EventOf<(typeof events)[number]>;

interface Standing {
  /** Known from the first event on: the office itself stands in the reference data. */
  readonly officeId: string | null;
  /** Days on which it is closed beside those on which every office is, in order. */
  readonly closures: readonly Day[];
  /** Null: as the agreement has it for every office. */
  readonly cutOffHour: number | null;
  /** Sign-in of its head (所長・会長); null while nobody is known. */
  readonly headId: string | null;
  /** Sign-ins of those whom the other organisation turns to, in the order they were appointed. */
  readonly liaisonIds: readonly string[];
}

/** What is recorded of an office of IESC or a body of NASILC. It is there from the start, without an event. */
export type OfficeStanding =
  | (Standing & { readonly stage: 'active' })
  | (Standing & { readonly stage: 'suspended'; readonly reason: string; readonly until: Day | null });

export const initialOffice: OfficeStanding = {
  stage: 'active',
  officeId: null,
  closures: [],
  cutOffHour: null,
  headId: null,
  liaisonIds: [],
};

/** What is known of an office after one more event. */
export function evolveOffice(before: OfficeStanding, event: OfficeEvent): OfficeStanding {
  const state = { ...before, officeId: event.data.officeId };
  switch (event.type) {
    case 'OfficeCalendarSet': {
      const { closures, cutOffHour } = event.data;
      return { ...state, closures, cutOffHour };
    }
    case 'OfficeSuspended': {
      const { reason, until } = event.data;
      return { ...standingOf(state), stage: 'suspended', reason, until };
    }
    case 'OfficeResumed':
      return { ...standingOf(state), stage: 'active' };
    case 'OfficeHeadAppointed':
      return { ...state, headId: event.data.userId };
    case 'LiaisonAppointed':
      return { ...state, liaisonIds: [...state.liaisonIds, event.data.userId] };
    case 'LiaisonRelieved':
      return { ...state, liaisonIds: state.liaisonIds.filter((userId) => userId !== event.data.userId) };
    default:
      return event satisfies never;
  }
}

function standingOf({ officeId, closures, cutOffHour, headId, liaisonIds }: OfficeStanding): Standing {
  return { officeId, closures, cutOffHour, headId, liaisonIds };
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
