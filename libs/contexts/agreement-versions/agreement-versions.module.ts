import type { Context } from '#contexts/kernel';
import { agreementVersions } from './agreement-versions.ts';
import { agreementRoutes } from './agreement.routes.ts';
import { amendAgreement } from './amend-agreement.ts';
import { confirmAgreement } from './confirm-agreement.ts';
import { discardAgreementDraft } from './discard-agreement-draft.ts';
import { draftTask } from './draft-task.ts';
import { agreements } from './read-models/agreements.ts';
import { registerAgreement } from './register-agreement.ts';
import { terminateAgreement } from './terminate-agreement.ts';

export const agreementVersionsContext: Context = {
  name: 'agreement-versions',
  aggregates: [agreementVersions],
  decisions: [registerAgreement, amendAgreement, confirmAgreement, discardAgreementDraft, terminateAgreement],
  routes: [agreementRoutes],
  projections: [agreements],
  processes: [draftTask],
};
