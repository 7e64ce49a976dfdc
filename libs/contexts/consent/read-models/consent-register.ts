import { projection } from '#contexts/kernel';
import type { Actor } from '#platform/event-store';
import { day, instant, json, key, list, sealed, table, text } from '#platform/projections';
import { officeById } from '#reference-data';

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
 * Who it is about is hidden from the other organisation as long as it does not hold.
 */
export const consentRegister = projection({
  name: 'consent_register',
  version: 1,
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
    /** Code of why it was taken back. */
    reason: text().nullable(),
    /** Who said last that it is narrower, or taken back. */
    statedBy: sealed().nullable().fieldClass('A'),
    message: sealed().nullable().fieldClass('A'),
  })
    .index('givenAt')
    .index('until'),
  scope: { offices: ['offices'], persons: ['recordedBy'], organisations: ['organisations'] },
  reveals: ({ stage, recordedFor }, reader) => (stage === 'given' || isOwn(recordedFor, reader) ? ['A'] : []),
  serve: {
    path: '/consents',
    summary: 'Consents that the office recorded, or that something was disclosed to it under',
    filters: ['stage', 'purpose', 'until'],
    sorts: ['givenAt', 'until'],
    joins: { client: ['client_directory', 'clientId', ['name'], 'as there'] },
  },
  on: {
    ConsentGiven: ({ data, streamId, occurredAt }, row) => ({
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
    ConsentNarrowed: ({ data: { items, recipients, statedBy } }, row) => row && { ...row, items, recipients, statedBy },
    ConsentRenewed: ({ data: { until, method, givenBy, witness, evidence } }, row) =>
      row && { ...row, stage: 'given', until, method, givenBy, witness, evidence, endedAt: null },
    ConsentWithdrawn: ({ data: { reason, statedBy, message }, occurredAt }, row) =>
      row && { ...row, stage: 'withdrawn', reason, statedBy, message, endedAt: occurredAt },
    ConsentExpired: (event, row) => row && { ...row, stage: 'expired', endedAt: event.occurredAt },
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

function organisationsOf(offices: readonly string[]): readonly string[] {
  return [...new Set(offices.flatMap((office) => officeById(office)?.organisation ?? []))];
}

function isOwn(recordedFor: string, { org }: Actor): boolean {
  return org === 'audit' || organisationsOf([recordedFor]).includes(org);
}
