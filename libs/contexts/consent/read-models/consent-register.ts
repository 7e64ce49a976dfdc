import { projection } from '#contexts/kernel';
import type { Actor } from '#platform/event-store';
import { boolean, day, instant, json, key, list, sealed, table, text } from '#platform/projections';
import { officeById } from '#reference-data';
import { COMPANY_IDENTITY } from '../consent.ts';

interface Disclosure {
  readonly provider: string;
  readonly recipient: string;
  readonly items: readonly string[];
  readonly subjectOf: string;
  readonly disclosedOn: string;
}

/**
 * The consents owners gave, for who recorded them and for whom something was disclosed to under them: whether each still
 * holds, on which terms, and what was told to whom (第三者提供記録, 個人情報保護法29条), which stays when it has ended.
 * Who it is about is hidden from the other organisation as long as it does not hold, or does not name the company to it.
 */
export const consentRegister = projection({
  name: 'consent_register',
  version: 2,
  audience: 'both',
  aggregate: 'consent',
  table: table({
    consentId: key(),
    stage: text(),
    clientId: text().fieldClass('A'),
    purpose: text(),
    items: list(text()),
    recipients: list(text()),
    from: day(),
    until: day(),
    method: text(),
    givenBy: sealed().fieldClass('A'),
    witness: sealed().nullable().fieldClass('A'),
    evidence: sealed().nullable().fieldClass('A'),
    recordedBy: text(),
    recordedFor: text(),
    disclosures: json<readonly Disclosure[]>(),
    /** Who recorded it, and whom something was disclosed to under it. */
    offices: list(text()),
    organisations: list(text()),
    givenAt: instant(),
    endedAt: instant().nullable(),
    /**
     * Since when it covers no more what it once did: it has ended, is not towards IESC any more, or does not name the company
     * any more. What rests on it shows nothing of the client from then on, before it is stopped for it.
     */
    lackingSince: instant().nullable(),
    /** Whether it was ever towards IESC, and ever named the company. */
    onceTowardsIesc: boolean().hidden(),
    onceNamed: boolean().hidden(),
    /** Code of why it was taken back. */
    reason: text().nullable(),
    /** Who said last that it is narrower, or taken back. */
    statedBy: sealed().nullable().fieldClass('A'),
    message: sealed().nullable().fieldClass('A'),
  })
    .index('givenAt')
    .index('until'),
  scope: { offices: ['offices'], persons: ['recordedBy'], organisations: ['organisations'] },
  reveals: (row, reader) => (isOwn(row.recordedFor, reader) || isToldTo(reader.org, row) ? ['A'] : []),
  serve: {
    path: '/consents',
    summary: 'Consents that the office recorded, or that something was disclosed to it under',
    filters: ['stage', 'purpose', 'until'],
    sorts: ['givenAt', 'until'],
    joins: { client: ['client_directory', 'clientId', ['name'], 'as there'] },
  },
  on: {
    ConsentGiven: ({ data, streamId, occurredAt }, row) => ({
      ...coverage({ ...data, stage: 'given' }, row, occurredAt),
      consentId: streamId,
      stage: 'given',
      clientId: data.clientId,
      purpose: data.purpose,
      items: data.items,
      recipients: data.recipients,
      from: data.from,
      until: data.until,
      method: data.method,
      givenBy: data.givenBy,
      witness: data.witness,
      evidence: data.evidence,
      recordedBy: data.recordedBy,
      recordedFor: data.recordedFor,
      disclosures: row?.disclosures ?? [],
      offices: row?.offices ?? [data.recordedFor],
      organisations: row?.organisations ?? organisationsOf([data.recordedFor]),
      givenAt: occurredAt,
      endedAt: null,
      reason: null,
      statedBy: null,
      message: null,
    }),
    ConsentNarrowed: ({ data: { items, recipients, statedBy }, occurredAt }, row) =>
      row && covering({ ...row, items, recipients, statedBy }, occurredAt),
    ConsentRenewed: ({ data: { until, method, givenBy, witness, evidence }, occurredAt }, row) =>
      row && covering({ ...row, stage: 'given', until, method, givenBy, witness, evidence, endedAt: null }, occurredAt),
    ConsentWithdrawn: ({ data: { reason, statedBy, message }, occurredAt }, row) =>
      row && covering({ ...row, stage: 'withdrawn', reason, statedBy, message, endedAt: occurredAt }, occurredAt),
    ConsentExpired: ({ occurredAt }, row) =>
      row && covering({ ...row, stage: 'expired', endedAt: occurredAt }, occurredAt),
    PersonalDataDisclosed: ({ data: { provider, recipient, items, subjectOf, disclosedOn } }, row) => {
      if (!row) return row;
      const offices = [...new Set([...row.offices, recipient])];
      return {
        ...row,
        disclosures: [...row.disclosures, { provider, recipient, items, subjectOf, disclosedOn }],
        offices,
        organisations: organisationsOf(offices),
      };
    },
  },
});

interface Terms {
  readonly stage: string;
  readonly items: readonly string[];
  readonly recipients: readonly string[];
}

interface Coverage {
  readonly lackingSince: string | null;
  readonly onceTowardsIesc: boolean;
  readonly onceNamed: boolean;
}

/** What it covers by these terms, and whether that is less than it once was. */
function coverage({ stage, items, recipients }: Terms, before: Coverage | undefined, now: string): Coverage {
  const [isTowardsIesc, isNamed] = [recipients.includes('iesc'), items.includes(COMPANY_IDENTITY)];
  const onceTowardsIesc = isTowardsIesc || before?.onceTowardsIesc === true;
  const onceNamed = isNamed || before?.onceNamed === true;
  const isLacking = stage !== 'given' || isTowardsIesc !== onceTowardsIesc || isNamed !== onceNamed;
  return { lackingSince: isLacking ? (before?.lackingSince ?? now) : null, onceTowardsIesc, onceNamed };
}

function covering<R extends Terms & Coverage>(row: R, now: string): R {
  return { ...row, ...coverage(row, row, now) };
}

/** Whether it tells the other organisation whom it is about: it names the company to their members, if it ever did. */
function isToldTo(org: string, { recipients, ...row }: Terms & Coverage): boolean {
  if (org === 'iesc') return row.lackingSince === null;
  return row.stage === 'given' && recipients.includes('association') && row.items.includes(COMPANY_IDENTITY);
}

function organisationsOf(offices: readonly string[]): readonly string[] {
  return [...new Set(offices.flatMap((office) => officeById(office)?.organisation ?? []))];
}

function isOwn(recordedFor: string, { org }: Actor): boolean {
  return org === 'audit' || organisationsOf([recordedFor]).includes(org);
}
