import { officeById } from '#reference-data';

/** Why an office sees the company, and whether that tells it how to reach the owner too. */
export interface Opening {
  /** Id of the client, consent, referral or support case that opened it. */
  readonly by: string;
  readonly officeId: string;
  readonly isOwnerNamed: boolean;
  /** The consent that it rests on, where it is a referral. */
  readonly consentId: string | null;
  /** Whether that consent has named the company, since then or before. */
  readonly isNamed: boolean;
  /** Whether it shows nothing for the time being: that consent does not hold. */
  readonly isStopped: boolean;
  /** Whether that consent was withdrawn or has expired, by its own events: the referral is stopped only after it. */
  readonly isEnded: boolean;
  /** Whether it does not cover any more, by its own events too, that the company is handed over to IESC, and named. */
  readonly isTooNarrow: boolean;
  /** Whether the referral is closed: what it told stays, whatever becomes of the consent. */
  readonly isKept: boolean;
}

export interface Openable {
  readonly openings: readonly Opening[];
  readonly persons: readonly string[];
}

/** What a referral opens: how to reach the owner where their consent names it. */
export function openingBy(referralId: string, { openedTo: officeId, items, consentId }: OpenedBy): Opening {
  return opening({
    by: referralId,
    officeId,
    isOwnerNamed: namesOwner(items),
    isNamed: namesCompany(items),
    consentId,
  });
}

interface OpenedBy {
  readonly openedTo: string;
  readonly items: readonly string[] | null;
  readonly consentId: string;
}

export function opening(
  of: Pick<Opening, 'by' | 'officeId' | 'isOwnerNamed'> & Partial<Pick<Opening, 'consentId' | 'isNamed'>>,
): Opening {
  return { consentId: null, isNamed: false, ...of, ...isShown, isKept: false };
}

const isShown = { isStopped: false, isEnded: false, isTooNarrow: false };

function namesOwner(items: readonly string[] | null): boolean {
  return items?.includes('contact') ?? false;
}

export function opened<R extends Openable>(row: R, one: Opening): R {
  return { ...row, ...sightBy([...row.openings, one], row.persons) };
}

export function closed<R extends Openable>(row: R, referralId: string): R {
  const others = row.openings.filter(({ by }) => by !== referralId);
  return { ...row, ...sightBy(others, row.persons) };
}

/** What a referral opened shows nothing for the time being, or shows again. */
export function stopped<R extends Openable>(row: R, referralId: string, isStopped: boolean): R {
  return changed(row, (one) => (one.by === referralId ? { ...one, isStopped } : one));
}

function namesCompany(items: readonly string[] | null): boolean {
  return items?.includes('company_identity') ?? false;
}

/**
 * What rests on a consent tells how to reach the owner as far as its items name that now, and shows nothing once it does
 * not cover that the company is handed over to IESC, and named where it had been.
 */
export function covered<R extends Openable>(row: R, consentId: string, { items, recipients }: Terms): R {
  const isOwnerNamed = namesOwner(items);
  return changed(row, (one) => {
    if (one.consentId !== consentId) return one;
    const isNamed = one.isNamed || namesCompany(items);
    const isTooNarrow = !one.isKept && (!recipients.includes('iesc') || (isNamed && !namesCompany(items)));
    return { ...one, isOwnerNamed, isNamed, isTooNarrow };
  });
}

interface Terms {
  readonly items: readonly string[];
  readonly recipients: readonly string[];
}

/** What rests on a consent shows nothing once that has ended, until it holds again. */
export function ended<R extends Openable>(row: R, consentId: string, isEnded: boolean): R {
  return changed(row, (one) => (one.consentId === consentId && !one.isKept ? { ...one, isEnded } : one));
}

/** What a referral opened that is closed stays, unless its consent has ended, or was narrowed, before. */
export function kept<R extends Openable>(row: R, referralId: string): R {
  return changed(row, (one) =>
    one.by === referralId && !one.isEnded && !one.isTooNarrow ? { ...one, isKept: true } : one,
  );
}

function changed<R extends Openable>(row: R, change: (one: Opening) => Opening): R {
  return { ...row, ...sightBy(row.openings.map(change), row.persons) };
}

/** The openings, and what they come to. How to reach the owner is known to who registered the company, the first person. */
export function sightBy(openings: readonly Opening[], persons: readonly string[]) {
  const showing = openings.filter(({ isStopped, isEnded, isTooNarrow }) => !isStopped && !isEnded && !isTooNarrow);
  const offices = unique(showing.map(({ officeId }) => officeId));
  const told = showing.filter(({ isOwnerNamed }) => isOwnerNamed).map(({ officeId }) => officeId);
  return {
    openings,
    offices,
    organisations: unique(offices.flatMap(organisationOf)),
    ownerKnownTo: unique([...persons.slice(0, 1), ...told]),
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function organisationOf(officeId: string): readonly string[] {
  const office = officeById(officeId);
  return office ? [office.organisation] : [];
}
