import { processManager } from '#contexts/kernel';
import { issue, stateless } from '#platform/process-managers';
import { OpenGrantConsultation, openGrantConsultation } from './open-grant-consultation.ts';

/** Whenever an owner asked about grants during a visit, a consultation is opened that the office has to decide. */
export const grantQuestionOpensConsultation = processManager({
  name: 'grant-question-opens-consultation',
  version: 1,
  startsOn: ['GrantQuestionRaised'],
  actsFrom: 'the beginning',
  correlateBy: { GrantQuestionRaised: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, event) =>
    event.type === 'GrantQuestionRaised'
      ? { commands: [issue(openGrantConsultation, OpenGrantConsultation, { visitId: event.streamId })] }
      : {},
});
