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
  version: 3,
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
    /** The version that follows it, or is to, once that is confirmed; of a draft its own name. */
    followedBy: text().nullable().hidden(),
  }).index('inForceFrom'),
  scope: { everyone: true },
  // All versions stand in one stream: what can be done there is done from its last version, and from what awaits confirmation.
  actsOn: (row, { org }) => ({ category: 'agreement', stage: stageToActOn(row, org) }),
  serve: {
    path: '/agreements',
    summary: 'Versions of the agreement, with what each changes and where it stands',
    filters: ['stage', 'kind', 'follows', 'inForceFrom'],
    sorts: ['inForceFrom'],
  },
  on: ({ each }) => ({
    // Rows come of events alone, and nobody reads before somebody has signed in: so those that the program knows are there.
    MemberSignedIn: { keyOf: () => known, fold: (_, row, { key: version }) => row ?? knownRow(version) },
    AgreementRegistered: {
      keyOf: ({ data }) => [data.version, data.follows],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        const { kind, nameJa, nameEn, signedOn, follows, inForceFrom, awaits } = data;
        if (version !== data.version)
          return followed(data.version, awaits === null ? inForceFrom : null, row ?? knownRow(version));
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
        if (version !== data.version)
          return followed(data.version, awaits === null ? inForceFrom : null, row ?? knownRow(version));
        return {
          ...{ version, kind: 'amendment', labels: null, follows, signedOn: null, inForceFrom },
          ...recorded(data, occurredAt, actor),
        };
      },
    },
    AgreementConfirmed: {
      keyOf: ({ data }) => [data.version, data.follows],
      fold: ({ data, occurredAt, actor }, row, { key: version }) => {
        if (version !== data.version) return followed(data.version, data.inForceFrom, row ?? knownRow(version));
        const confirmed = { awaits: null, confirmedAt: occurredAt, confirmedBy: actor.userId };
        return row && { ...row, stage: 'agreed', followedBy: null, ...confirmed };
      },
    },
    // Folded into the draft itself, and into the version that it was to follow.
    AgreementDraftDiscarded: each(
      'followedBy',
      ({ data }) => data.version,
      ({ data }, row) => ({
        ...{ ...row, followedBy: null },
        ...(row.version === data.version && { stage: 'discarded', awaits: null }),
      }),
    ),
    AgreementTerminated: {
      keyOf: ({ data }) => data.version,
      fold: ({ data: { terminatedFrom, message } }, row, { key: version }) => {
        const ended = endedBy(terminatedFrom, row ?? knownRow(version));
        return ended && { ...ended, stage: 'terminated', terminationMessage: message };
      },
    },
  }),
});

/** Where the sequence of versions stands, as far as this version is the one to act from; `none`: it is not. */
function stageToActOn(
  row: { readonly stage: string; readonly awaits: string | null; readonly followedBy: string | null },
  org: string,
): string {
  // Who recorded a draft does not confirm it; that they may take it back they know.
  if (row.stage === 'draft') return row.awaits === org ? 'awaiting_confirmation' : 'none';
  if (row.followedBy !== null || row.stage === 'discarded') return 'none';
  return row.stage === 'terminated' ? 'terminated' : 'open';
}

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
    followedBy: policies[policies.indexOf(policy) + 1]?.version ?? null,
    changes: { deadlines: [], limits: [], cadence: [], codes: [] },
    ...{ awaits: null, recordedAt: null, recordedBy: null, ...unsaid },
  };
}

/** What is said of a version when it is recorded: a draft, if the other organisation has yet to confirm it. */
function recorded(
  {
    version,
    awaits,
    deadlines,
    limits,
    cadence,
    codes,
  }: Changes & { readonly version: string; readonly awaits: string | null },
  recordedAt: string,
  { userId }: { readonly userId: string },
) {
  const stage = awaits === null ? 'agreed' : 'draft';
  const changes = { deadlines, limits, cadence, codes };
  const followedBy = awaits === null ? null : version;
  return { stage, inForceUntil: null, changes, awaits, recordedAt, recordedBy: userId, followedBy, ...unsaid };
}

/** Another is to follow it, and does from a day on once that is confirmed. */
function followed<Row extends { readonly inForceUntil: string | null; readonly followedBy: string | null }>(
  followedBy: string,
  from: string | null,
  row: Row | undefined,
) {
  const ended = from === null ? row : endedBy(from, row);
  return ended && { ...ended, followedBy };
}

/** It is in force until the day before, if not until an earlier one. */
function endedBy<Row extends { readonly inForceUntil: string | null }>(from: string, row: Row | undefined) {
  const until = addDays(from, -1);
  return (
    row && { ...row, inForceUntil: row.inForceUntil !== null && row.inForceUntil < until ? row.inForceUntil : until }
  );
}
