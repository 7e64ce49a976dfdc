import { GrantConsultationOpened } from '#events/consultation';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, IsId, processes } from '#contexts/kernel';
import { read, readAfter, ruleBroken } from '#platform/decider';
import { grantConsultation, grantConsultationIdOf } from './grant-consultation.ts';
import { siteVisit, type SiteVisit } from './site-visit.ts';

/** The owner asked about grants during a visit: the office has to decide what to recommend, within its time. */
export class OpenGrantConsultation {
  @IsId() visitId!: string;
}

export const openGrantConsultation = decision(grantConsultation, OpenGrantConsultation, {
  by: processes,
  from: ['none', 'opened', 'recommended', 'not_required', 'has_own_consultant', 'recommendation_declined'],
  emits: [GrantConsultationOpened],
  idOf: ({ visitId }) => grantConsultationIdOf(visitId),
  reads: {
    visit: read(siteVisit, (command: OpenGrantConsultation) => command.visitId),
    office: readAfter('visit', office, (_: OpenGrantConsultation, visit: SiteVisit) =>
      visit.stage === 'none' ? undefined : officeStreamIdOf(visit.officeId),
    ),
  },
  joins: 'visit',
  decide: ({ visitId }, state, { now, policy, reads: { visit, office: inCharge } }) => {
    if (state.stage !== 'none') return [];
    if (visit.stage === 'none' || visit.grantTopics === null) throw notAsked();
    return [
      GrantConsultationOpened({
        visitId,
        clientId: visit.clientId,
        officeId: visit.officeId,
        prefecture: visit.prefecture,
        advisorId: visit.advisorId,
        topics: visit.grantTopics,
        decideBy: dueByClock('grantDecision', now, policy, inCharge),
      }),
    ];
  },
});

function notAsked() {
  return ruleBroken(
    'NO_GRANT_QUESTION',
    { en: 'There is no visit in which the owner asked about grants', ja: '助成金の質問があった訪問がありません' },
    'visitId',
  );
}
