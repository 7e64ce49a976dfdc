import { projection, referenceOf } from '#contexts/kernel';
import { instant, key, list, table, text } from '#platform/projections';
import type { DomainEvent } from '#platform/event-schema';

interface Family {
  readonly familyId: string;
  readonly reference: string;
  readonly streams: readonly string[];
  readonly beganAt: string;
}

/**
 * Which streams a case family consists of: those its events stand in, and those its decisions rested on (the client's,
 * the consent's), so that an auditor's replay knows what to read. It says where to look, never what stands there.
 */
export const caseFamilies = projection({
  name: 'case_families',
  version: 2,
  audience: 'auditor',
  table: table({ familyId: key(), reference: text(), streams: list(text()), beganAt: instant() }).index('beganAt'),
  scope: {},
  serve: {
    path: '/audit/case-families',
    summary: 'Case families with their references and streams',
    filters: ['reference', 'streams', 'beganAt'],
    sorts: ['beganAt'],
  },
  on: {
    ServiceRecommended: begins(),
    ClientReferred: begins(),
    SupportRequested: begins(),
    VisitConducted: begins(),
    RecommendationQuoted: goesOn(),
    ReferralRouted: goesOn(),
    ReferralAcknowledged: goesOn(),
    ReferralAccepted: goesOn(),
    ReferralDeclined: goesOn(),
    ReferralWithdrawn: goesOn(),
    DuplicateReferralMarked: goesOn(),
    ReferralReopened: goesOn(),
    SupportCaseLinked: goesOn(),
    ReferralOutcomeReported: goesOn(),
    GrantConsultationOpened: goesOn(),
    ConsultantRecommended: goesOn(),
    RecommendationNotRequired: goesOn(),
    OwnConsultantRecorded: goesOn(),
    RecommendationDeclined: goesOn(),
  },
});

function familyOf({ metadata }: DomainEvent): string {
  return metadata.$correlationId;
}

/** The event may be a family's first; whatever family it is in, its streams belong to it. */
function begins() {
  return {
    keyOf: familyOf,
    fold: (event: DomainEvent, family: Family | undefined): Family => ({
      familyId: familyOf(event),
      reference: family?.reference ?? referenceOf(familyOf(event), event.metadata.prefecture, event.occurredAt),
      streams: streamsWith(family?.streams ?? [], event),
      beganAt: family?.beganAt ?? event.occurredAt,
    }),
  };
}

/** The event belongs to a family that has begun. */
function goesOn() {
  return {
    keyOf: familyOf,
    fold: (event: DomainEvent, family: Family | undefined): Family | undefined =>
      family && { ...family, streams: streamsWith(family.streams, event) },
  };
}

function streamsWith(streams: readonly string[], { stream, metadata }: DomainEvent): readonly string[] {
  return [...new Set([...streams, stream, ...Object.keys(metadata.streamsRead)])];
}
