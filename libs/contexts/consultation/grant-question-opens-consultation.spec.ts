import { GrantQuestionRaised } from '#events/consultation';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { grantQuestionOpensConsultation } from './grant-question-opens-consultation.ts';
import { OpenGrantConsultation, openGrantConsultation } from './open-grant-consultation.ts';

test('a question about grants opens the visit’s consultation', () =>
  given(on('sitevisit-v1', exampleOf(GrantQuestionRaised))).thenCommands(
    grantQuestionOpensConsultation,
    issue(openGrantConsultation, OpenGrantConsultation, { visitId: 'v1' }),
  ));
