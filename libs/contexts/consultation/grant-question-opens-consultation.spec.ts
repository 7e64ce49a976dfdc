import { GrantQuestionRaised } from '#events/consultation';
import { registry } from '#contexts/programme';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { on, recordedInTest } from '#platform/testing';
import { grantQuestionOpensConsultation } from './grant-question-opens-consultation.ts';
import { OpenGrantConsultation, openGrantConsultation } from './open-grant-consultation.ts';

test('a question about grants opens the visit’s consultation', () => {
  const [recorded] = recordedInTest([on('sitevisit-v1', exampleOf(GrantQuestionRaised))]);
  const planned = grantQuestionOpensConsultation.on[GrantQuestionRaised.typeName]!(registry.decode(recorded!)!);
  expect(planned).toEqual([issue(openGrantConsultation, OpenGrantConsultation, { visitId: 'v1' })]);
});
