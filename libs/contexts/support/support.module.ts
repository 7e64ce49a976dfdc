import type { Context } from '#contexts/kernel';
import { assignAdvisor } from './assign-advisor.ts';
import { caseTasks } from './case-tasks.ts';
import { closeCase } from './close-case.ts';
import { iescSupportWorklist } from './read-models/iesc-support-worklist.ts';
import { supportCaseDetail } from './read-models/support-case-detail.ts';
import { recordAssessment } from './record-assessment.ts';
import { recordContactAttempt } from './record-contact-attempt.ts';
import { recordFirstContact } from './record-first-contact.ts';
import { recordNotEstablished } from './record-not-established.ts';
import { recordPlacement } from './record-placement.ts';
import { referrerFollowsCase } from './referrer-follows-case.ts';
import { requestSupport } from './request-support.ts';
import { SupportController } from './support.controller.ts';
import { supportCase } from './support-case.ts';

export const supportContext: Context = {
  name: 'support',
  aggregates: [supportCase],
  decisions: [
    requestSupport,
    assignAdvisor,
    recordContactAttempt,
    recordFirstContact,
    recordAssessment,
    recordPlacement,
    recordNotEstablished,
    closeCase,
  ],
  controllers: [SupportController],
  projections: [iescSupportWorklist, supportCaseDetail],
  processes: [referrerFollowsCase, caseTasks],
};
