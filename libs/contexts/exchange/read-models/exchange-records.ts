import { projection } from '#contexts/kernel';
import { day, instant, key, list, sealed, table, text } from '#platform/projections';

/** The exchanges of information: one record that both sides read. */
export const exchangeRecords = projection({
  name: 'exchange_records',
  version: 1,
  audience: 'both',
  aggregate: 'exchange',
  table: table({
    exchangeId: key(),
    level: text(),
    prefecture: text().nullable(),
    iescOfficeId: text(),
    nasilcOfficeId: text(),
    stage: text(),
    heldOn: day(),
    topics: list(text()),
    iescContribution: sealed().nullable(),
    nasilcContribution: sealed().nullable(),
    /** Organisation whose word the record is, as it stands. */
    statedBy: text(),
    /** By when the other side confirms; null once it did. */
    confirmBy: instant().nullable(),
    confirmedAt: instant().nullable(),
    /** Why it was last corrected, in words. */
    explanation: sealed().nullable(),
    recordedAt: instant(),
    correctedAt: instant().nullable(),
  })
    .index('iescOfficeId', 'heldOn')
    .index('nasilcOfficeId', 'heldOn')
    .index('heldOn'),
  scope: { offices: ['iescOfficeId', 'nasilcOfficeId'] },
  // To the side whose word it is the record is as good as confirmed: it can only be corrected.
  actsOn: ({ stage, statedBy }, { org }) => ({ category: 'exchange', stage: org === statedBy ? 'confirmed' : stage }),
  serve: {
    path: '/exchanges',
    summary: 'Exchanges of information, national and local, as both sides read them',
    filters: ['level', 'prefecture', 'stage', 'topics', 'statedBy', 'heldOn', 'confirmBy'],
    sorts: ['heldOn', 'confirmBy', 'recordedAt'],
  },
  on: {
    InformationExchanged: ({ data, streamId, occurredAt }) => ({
      exchangeId: streamId,
      ...data,
      stage: 'recorded',
      confirmedAt: null,
      explanation: null,
      recordedAt: occurredAt,
      correctedAt: null,
    }),
    ExchangeConfirmed: (event, row) =>
      row && { ...row, stage: 'confirmed', confirmBy: null, confirmedAt: event.occurredAt },
    ExchangeCorrected: ({ data, occurredAt }, row) =>
      row && { ...row, ...data, stage: 'recorded', confirmedAt: null, correctedAt: occurredAt },
  },
});
