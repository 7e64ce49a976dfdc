import type { Changes } from '#contexts/agreement';
import { projection } from '#contexts/kernel';
import { day, instant, json, key, table, text } from '#platform/projections';
import { addDays, type Labels } from '#reference-data';

/** The versions of the agreement that were recorded, and what each changed; both organisations read them. */
export const agreements = projection({
  name: 'agreements',
  version: 1,
  audience: 'both',
  table: table({
    version: key(),
    /** `agreement`, `joint_declaration`, or `amendment` */
    kind: text(),
    /** Null for an amendment, which goes by the name of what it amends. */
    labels: json<Labels>().nullable(),
    follows: text(),
    signedOn: day().nullable(),
    inForceFrom: day(),
    /** Null while no version follows it. */
    inForceUntil: day().nullable(),
    changes: json<Changes>(),
    recordedAt: instant(),
    recordedBy: text(),
  }).index('inForceFrom'),
  scope: { everyone: true },
  serve: {
    path: '/agreements',
    summary: 'Versions of the agreement that were recorded, with what each changes',
    filters: ['kind', 'follows', 'inForceFrom'],
    sorts: ['inForceFrom'],
  },
  on: {
    AgreementRegistered: {
      keyOf: ({ data }) => [data.version, data.follows],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        if (version !== data.version) return row && { ...row, inForceUntil: addDays(data.inForceFrom, -1) };
        const { kind, nameJa, nameEn, signedOn, follows, inForceFrom, ...changes } = data;
        const labels = { ja: nameJa, en: nameEn };
        return {
          ...began({ version, kind, labels, follows, signedOn, inForceFrom }, changes),
          ...by(occurredAt, actor),
        };
      },
    },
    AgreementAmended: {
      keyOf: ({ data }) => [data.version, data.amends],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        if (version !== data.version) return row && { ...row, inForceUntil: addDays(data.inForceFrom, -1) };
        const { amends: follows, inForceFrom, ...changes } = data;
        const amendment = { version, kind: 'amendment', labels: null, follows, signedOn: null, inForceFrom };
        return { ...began(amendment, changes), ...by(occurredAt, actor) };
      },
    },
  },
});

const began = <Version extends object>(version: Version, { deadlines, limits, cadence, codes }: Changes) => ({
  ...version,
  inForceUntil: null,
  changes: { deadlines, limits, cadence, codes },
});

const by = (recordedAt: string, { userId }: { readonly userId: string }) => ({ recordedAt, recordedBy: userId });
