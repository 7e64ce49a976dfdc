import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { OpenGrantConsultation, openGrantConsultation } from './open-grant-consultation.ts';

/** Whenever an owner asked about grants during a visit, a consultation is opened that the office has to decide. */
export const grantQuestionOpensConsultation = processManager({
  name: 'grant-question-opens-consultation',
  on: {
    GrantQuestionRaised: ({ streamId }) => [issue(openGrantConsultation, OpenGrantConsultation, { visitId: streamId })],
  },
});
