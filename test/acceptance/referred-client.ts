import type { BackOffice, People } from '#apps/cli';

/** A client that was referred, and what rests on what. */
export interface Referred {
  readonly clientId: string;
  readonly establishmentId: string;
  readonly consentId: string;
  readonly referralId: string;
}

/** What the owner lets a consultant say to IESC. */
export const consentOf = (clientId: string) => ({
  clientId,
  purpose: 'referral',
  items: ['company_identity', 'headcount'],
  recipients: ['iesc'],
  from: '2025-10-22',
  until: '2049-12-31',
  method: 'written',
  givenBy: '浜名 宏',
});

/** What it is referred for. */
export const layoff = {
  circumstances: ['LAYOFF'],
  backgrounds: [],
  urgency: 'urgent',
  ownersWish: '再就職先を探したい',
};

/** Registers the consultant, once for an association. */
export async function enrol({ association, consultant }: Pick<People, 'association' | 'consultant'>): Promise<void> {
  const member = await association.command('/consultants', {
    userId: consultant.user,
    registrationNumber: '22180042',
    name: '大石 美咲',
    practice: 'own_office',
  });
  await association.command(`/consultants/${member.id}/verify`);
}

/** Refers a client whose owner lets the company be named. @returns the referral, and what it rests on */
export async function referBy(consultant: BackOffice): Promise<Referred> {
  const client = await consultant.command('/clients', {
    name: '浜名精工',
    regularEmployees: 86,
    owner: { name: '浜名 宏' },
    establishments: [{ name: '本社', prefecture: '22' }],
  });
  const row = await consultant.row(`/clients/${client.id}`);
  const { establishmentId } = (row['establishments'] as readonly { establishmentId: string }[])[0]!;
  const consent = await consultant.command('/consents', consentOf(client.id));
  const of = { clientId: client.id, establishmentId, consentId: consent.id };
  return { ...of, referralId: await referAgain(consultant, of) };
}

/** Refers a client that is known already, with their consent. @returns the referral's id */
export async function referAgain(consultant: BackOffice, of: Omit<Referred, 'referralId'>): Promise<string> {
  const { clientId, establishmentId, consentId } = of;
  const referral = await consultant.command('/referrals', { clientId, establishmentId, consentId, ...layoff });
  return referral.id;
}

/** The first referral of a service: the consultant is registered on the way. */
export async function refer(people: Pick<People, 'association' | 'consultant'>): Promise<Referred> {
  await enrol(people);
  return referBy(people.consultant);
}
