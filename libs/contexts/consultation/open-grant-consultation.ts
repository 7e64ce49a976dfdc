import { GrantConsultationOpened } from '#events/consultation';
import { decision, IsId, processes } from '#contexts/kernel';
import { read, ruleBroken } from '#platform/decider';
import { dueAt } from '#reference-data';
import { grantConsultation, grantConsultationIdOf } from './grant-consultation.ts';
import { siteVisit } from './site-visit.ts';

/** The owner asked about grants during a visit: the office has to decide what to recommend, within its time. */
export class OpenGrantConsultation {
  @IsId() visitId!: string;
}

export const openGrantConsultation = decision(grantConsultation, OpenGrantConsultation, {
  by: processes,
  from: ['none', 'opened', 'recommended', 'not_required', 'has_own_consultant', 'recommendation_declined'],
  emits: [GrantConsultationOpened],
  idOf: ({ visitId }) => grantConsultationIdOf(visitId),
  reads: { visit: read(siteVisit, (command: OpenGrantConsultation) => command.visitId) },
  joins: 'visit',
  decide: ({ visitId }, state, { now, policy, reads: { visit } }) => {
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
        decideBy: dueAt(now, policy.deadlines.grantDecision),
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
