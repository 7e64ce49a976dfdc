import type { RecordedVersion } from '#contexts/agreement';
import { AgreementAmended, AgreementRegistered } from '#events/agreement';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [AgreementRegistered, AgreementAmended] as const;

export type AgreementEvent = EventOf<(typeof events)[number]>;

/** The versions of the agreement that stand in the log, behind those that the program knows by itself. */
export interface AgreementVersions {
  readonly stage: 'open';
  readonly recorded: readonly RecordedVersion[];
}

export const initialAgreementVersions: AgreementVersions = { stage: 'open', recorded: [] };

/** Which versions there are after one more event. */
export function evolveAgreementVersions({ recorded }: AgreementVersions, event: AgreementEvent): AgreementVersions {
  const { version, inForceFrom, deadlines, limits, cadence, codes } = event.data;
  const changes = { version, inForceFrom, deadlines, limits, cadence, codes };
  switch (event.type) {
    case 'AgreementRegistered': {
      const { nameJa, nameEn, signedOn } = event.data;
      const kind = event.data.kind === 'agreement' ? 'agreement' : 'joint_declaration';
      const agreement = { kind, labels: { ja: nameJa, en: nameEn }, signedOn } as const;
      return { stage: 'open', recorded: [...recorded, { ...changes, agreement }] };
    }
    case 'AgreementAmended':
      return { stage: 'open', recorded: [...recorded, changes] };
    default:
      return event satisfies never;
  }
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
