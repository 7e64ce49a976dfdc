import type { EndedVersion, RecordedVersion } from '#contexts/agreement';
import {
  AgreementAmended,
  AgreementConfirmed,
  AgreementDraftDiscarded,
  AgreementRegistered,
  AgreementTerminated,
} from '#events/agreement';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [
  AgreementRegistered,
  AgreementAmended,
  AgreementConfirmed,
  AgreementDraftDiscarded,
  AgreementTerminated,
] as const;

export type AgreementEvent = EventOf<(typeof events)[number]>;

/** The versions of the agreement that stand in the log, behind those that the program knows by itself. */
interface Recorded {
  /** Those that both sides agreed on, and those recorded when one spoke for both. */
  readonly recorded: readonly RecordedVersion[];
  /** Versions that were terminated, each the last at its time. */
  readonly ended: readonly EndedVersion[];
  /** Names of drafts that came to nothing; events may not be recorded under them. */
  readonly discarded: readonly string[];
}

/** A version that one side recorded and the other has yet to confirm. */
export interface Draft {
  readonly version: RecordedVersion;
  /** The version before it. */
  readonly follows: string;
  /** The organisation whose confirmation it awaits. */
  readonly awaits: string;
}

export type AgreementVersions =
  | (Recorded & { readonly stage: 'open' })
  | (Recorded & { readonly stage: 'awaiting_confirmation'; readonly draft: Draft })
  /** The last version was terminated, from today or a later day on. */
  | (Recorded & { readonly stage: 'terminated' });

export const initialAgreementVersions: AgreementVersions = { stage: 'open', recorded: [], ended: [], discarded: [] };

/** Which versions there are after one more event. */
export function evolveAgreementVersions(state: AgreementVersions, event: AgreementEvent): AgreementVersions {
  const { recorded, ended, discarded } = state;
  const known: Recorded = { recorded, ended, discarded };
  switch (event.type) {
    case 'AgreementRegistered':
    case 'AgreementAmended': {
      const { awaits } = event.data;
      const version = versionOf(event);
      if (awaits === null) return { ...known, stage: 'open', recorded: [...recorded, version] };
      const follows = event.type === 'AgreementRegistered' ? event.data.follows : event.data.amends;
      return { ...known, stage: 'awaiting_confirmation', draft: { version, follows, awaits } };
    }
    case 'AgreementConfirmed':
      return state.stage === 'awaiting_confirmation'
        ? { ...known, stage: 'open', recorded: [...recorded, state.draft.version] }
        : state;
    case 'AgreementDraftDiscarded': {
      if (state.stage !== 'awaiting_confirmation') return state;
      const isTerminated = ended.some(({ version }) => version === state.draft.follows);
      const stage = isTerminated ? 'terminated' : 'open';
      return { ...known, stage, discarded: [...discarded, event.data.version] };
    }
    case 'AgreementTerminated': {
      const { version, terminatedFrom } = event.data;
      return { ...known, stage: 'terminated', ended: [...ended, { version, terminatedFrom }] };
    }
    default:
      return event satisfies never;
  }
}

function versionOf(event: EventOf<typeof AgreementRegistered> | EventOf<typeof AgreementAmended>): RecordedVersion {
  const { version, inForceFrom, deadlines, limits, cadence, codes } = event.data;
  const changes = { version, inForceFrom, deadlines, limits, cadence, codes };
  if (event.type === 'AgreementAmended') return changes;
  const { nameJa, nameEn, signedOn } = event.data;
  const kind = event.data.kind === 'agreement' ? 'agreement' : 'joint_declaration';
  return { ...changes, agreement: { kind, labels: { ja: nameJa, en: nameEn }, signedOn } };
}

/** There is one sequence of versions, so one stream: which comes after which is decided in it. */
export const agreementVersionsId = derivedId('agreement versions');

export const agreementVersions = aggregate<AgreementVersions, AgreementEvent>({
  category: 'agreement',
  idField: 'agreementVersionsId',
  events,
  initialState: initialAgreementVersions,
  evolve: evolveAgreementVersions,
});
