import { policies, type Changes } from '#contexts/agreement';
import { projection } from '#contexts/kernel';
import { day, instant, json, key, sealed, table, text } from '#platform/projections';
import { addDays, type Labels } from '#reference-data';

/**
 * Every version of the agreement: those that came with the program, and those that were recorded, with what each changed and
 * where it stands; both organisations read them.
 */
export const agreements = projection({
  name: 'agreements',
  version: 2,
  audience: 'both',
  table: table({
    version: key(),
    /** `draft`: awaits confirmation; `agreed`; `discarded`; `terminated`. Whether it is in force the days say. */
    stage: text(),
    /** `agreement`, `joint_declaration`, or `amendment` */
    kind: text(),
    /** Null for an amendment, which goes by the name of what it amends. */
    labels: json<Labels>().nullable(),
    /** Null for the first of all. */
    follows: text().nullable(),
    signedOn: day().nullable(),
    inForceFrom: day(),
    /** Last day in force; null while no version follows it and it was not terminated. */
    inForceUntil: day().nullable(),
    /** What it says otherwise than the one before; of what came with the program nothing is recorded. */
    changes: json<Changes>(),
    /** The organisation whose confirmation a draft awaits. */
    awaits: text().nullable(),
    /** Null where it came with the program. */
    recordedAt: instant().nullable(),
    recordedBy: text().nullable(),
    /** Null too where it was recorded when one side spoke for both. */
    confirmedAt: instant().nullable(),
    confirmedBy: text().nullable(),
    terminationMessage: sealed().nullable(),
  }).index('inForceFrom'),
  scope: { everyone: true },
  serve: {
    path: '/agreements',
    summary: 'Versions of the agreement, with what each changes and where it stands',
    filters: ['stage', 'kind', 'follows', 'inForceFrom'],
    sorts: ['inForceFrom'],
  },
  on: {
    // Rows come of events alone, and nobody reads before somebody has signed in: so those that the program knows are there.
    MemberSignedIn: { keyOf: () => known, fold: (_, row, { key: version }) => row ?? knownRow(version) },
    AgreementRegistered: {
      keyOf: ({ data }) => [data.version, data.follows],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        const { kind, nameJa, nameEn, signedOn, follows, inForceFrom, awaits } = data;
        if (version !== data.version) return awaits === null ? endedBy(inForceFrom, row ?? knownRow(version)) : row;
        const labels = { ja: nameJa, en: nameEn };
        return {
          ...{ version, kind, labels, follows, signedOn, inForceFrom },
          ...recorded(data, occurredAt, actor),
        };
      },
    },
    AgreementAmended: {
      keyOf: ({ data }) => [data.version, data.amends],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        const { amends: follows, inForceFrom, awaits } = data;
        if (version !== data.version) return awaits === null ? endedBy(inForceFrom, row ?? knownRow(version)) : row;
        return {
          ...{ version, kind: 'amendment', labels: null, follows, signedOn: null, inForceFrom },
          ...recorded(data, occurredAt, actor),
        };
      },
    },
    AgreementConfirmed: {
      keyOf: ({ data }) => [data.version, data.follows],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        if (version !== data.version) return endedBy(data.inForceFrom, row ?? knownRow(version));
        return row && { ...row, stage: 'agreed', awaits: null, confirmedAt: occurredAt, confirmedBy: actor.userId };
      },
    },
    AgreementDraftDiscarded: {
      keyOf: ({ data }) => data.version,
      fold: (_, row) => row && { ...row, stage: 'discarded', awaits: null },
    },
    AgreementTerminated: {
      keyOf: ({ data }) => data.version,
      fold: ({ data: { terminatedFrom, message } }, row, { key: version }) => {
        const ended = endedBy(terminatedFrom, row ?? knownRow(version));
        return ended && { ...ended, stage: 'terminated', terminationMessage: message };
      },
    },
  },
});

const known = policies.map(({ version }) => version);

const unsaid = { confirmedAt: null, confirmedBy: null, terminationMessage: null };

/** A version that came with the program; undefined for others. */
function knownRow(version: string) {
  const policy = policies.find((one) => one.version === version);
  if (policy === undefined) return undefined;
  const { kind, labels, signedOn, inForceFrom, inForceUntil } = policy;
  return {
    ...{ version, stage: 'agreed', kind, labels, signedOn, inForceFrom, inForceUntil },
    follows: policies[policies.indexOf(policy) - 1]?.version ?? null,
    changes: { deadlines: [], limits: [], cadence: [], codes: [] },
    ...{ awaits: null, recordedAt: null, recordedBy: null, ...unsaid },
  };
}

/** What is said of a version when it is recorded: a draft, if the other organisation has yet to confirm it. */
function recorded(
  { awaits, deadlines, limits, cadence, codes }: Changes & { readonly awaits: string | null },
  recordedAt: string,
  { userId }: { readonly userId: string },
) {
  const stage = awaits === null ? 'agreed' : 'draft';
  const changes = { deadlines, limits, cadence, codes };
  return { stage, inForceUntil: null, changes, awaits, recordedAt, recordedBy: userId, ...unsaid };
}

/** It is in force until the day before, if not until an earlier one. */
function endedBy<Row extends { readonly inForceUntil: string | null }>(from: string, row: Row | undefined) {
  const until = addDays(from, -1);
  return (
    row && { ...row, inForceUntil: row.inForceUntil !== null && row.inForceUntil < until ? row.inForceUntil : until }
  );
}
