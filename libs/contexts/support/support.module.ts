import type { Context } from '#contexts/kernel';
import { assignAdvisor } from './assign-advisor.ts';
import { caseHeldUntil } from './case-held-until.ts';
import { caseClocks } from './case-clocks.ts';
import { caseTasks } from './case-tasks.ts';
import { closeCase } from './close-case.ts';
import { consentPropagation } from './consent-propagation.ts';
import { holdCase } from './hold-case.ts';
import { caseload } from './read-models/caseload.ts';
import { iescSupportWorklist } from './read-models/iesc-support-worklist.ts';
import { supportCaseDetail } from './read-models/support-case-detail.ts';
import { reassignAdvisor } from './reassign-advisor.ts';
import { recordAssessment } from './record-assessment.ts';
import { recordContactAttempt } from './record-contact-attempt.ts';
import { recordFirstContact } from './record-first-contact.ts';
import { recordNotEstablished } from './record-not-established.ts';
import { recordPlacement } from './record-placement.ts';
import { referrerFollowsCase } from './referrer-follows-case.ts';
import { requestSupport } from './request-support.ts';
import { resumeCase } from './resume-case.ts';
import { supportRoutes } from './support.routes.ts';
import { supportCase } from './support-case.ts';

export const supportContext: Context = {
  name: 'support',
  aggregates: [supportCase],
  decisions: [
    requestSupport,
    assignAdvisor,
    reassignAdvisor,
    holdCase,
    resumeCase,
    recordContactAttempt,
    recordFirstContact,
    recordAssessment,
    recordPlacement,
    recordNotEstablished,
    closeCase,
  ],
  routes: [supportRoutes],
  projections: [caseload, iescSupportWorklist, supportCaseDetail],
  processes: [referrerFollowsCase, caseTasks, consentPropagation, caseHeldUntil, caseClocks],
};
