import type { Context } from '#contexts/kernel';
import { agreementVersions } from './agreement-versions.ts';
import { agreementRoutes } from './agreement.routes.ts';
import { amendAgreement } from './amend-agreement.ts';
import { agreements } from './read-models/agreements.ts';
import { registerAgreement } from './register-agreement.ts';

export const agreementVersionsContext: Context = {
  name: 'agreement-versions',
  aggregates: [agreementVersions],
  decisions: [registerAgreement, amendAgreement],
  routes: [agreementRoutes],
  projections: [agreements],
};
