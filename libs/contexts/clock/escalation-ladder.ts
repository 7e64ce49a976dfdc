import type { Policy } from '#contexts/agreement';
import type { RoleName } from '#contexts/kernel';
import { iescHeadquarters, nasilcHeadquarters, officeById } from '#reference-data';
import type { About, Escalation } from './clock.ts';
import { afterBreach, type OfficeHours } from './pace.ts';
import { organisationsOf } from './whose-clock.ts';

/** Somebody of an office that a breach is brought before. */
export interface Recipient {
  readonly officeId: string;
  readonly role: RoleName;
}

const headquarters = {
  iesc: { officeId: iescHeadquarters.id, role: 'iesc.hq_coordinator' },
  nasilc: { officeId: nasilcHeadquarters.id, role: 'nasilc.hq_liaison' },
} as const satisfies { readonly [organisation: string]: Recipient };

const inCharge = { iesc: 'iesc.office_manager', nasilc: 'nasilc.pref_liaison' } as const;

/**
 * When what was due is brought before whom: first who is in charge of the office (所長、県会担当), then its headquarters, then
 * the headquarters of both organisations.
 */
export function escalationsOf(due: string, deadlines: Policy['deadlines'], hours: OfficeHours): readonly Escalation[] {
  const { escalateToOffice, escalateToHeadquarters, escalateToLiaisons } = deadlines;
  return [escalateToOffice, escalateToHeadquarters, escalateToLiaisons].map((businessDays, index) => ({
    level: index + 1,
    at: afterBreach(due, businessDays, hours),
  }));
}

/** What ends by itself when it is late: nobody has to see to it. */
const endsByItself: readonly string[] = ['acknowledgeOutcome'];

/** Whether somebody is told that it is late. */
export const isBroughtBeforeOthers = ({ kind }: About): boolean => !endsByItself.includes(kind);

/** Before whom a level brings it: never before an organisation that is not to know of it. */
export function recipientsOf(level: number, about: About): readonly Recipient[] {
  const { officeId } = about;
  const organisation = officeById(officeId)?.organisation ?? 'iesc';
  if (level === 1) return [{ officeId, role: inCharge[organisation] }];
  return level === 2 ? [headquarters[organisation]] : organisationsOf(about).map((informed) => headquarters[informed]);
}
