import type { Context } from '#contexts/kernel';
import { consentRoutes } from './consent.routes.ts';
import { consent } from './consent.ts';
import { consentExpiry } from './consent-expiry.ts';
import { expireConsent } from './expire-consent.ts';
import { giveConsentAgain } from './give-consent-again.ts';
import { narrowConsent } from './narrow-consent.ts';
import { consentRegister } from './read-models/consent-register.ts';
import { recordConsent } from './record-consent.ts';
import { recordDisclosure } from './record-disclosure.ts';
import { renewConsent } from './renew-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

export const consentContext: Context = {
  name: 'consent',
  aggregates: [consent],
  decisions: [
    recordConsent,
    withdrawConsent,
    narrowConsent,
    renewConsent,
    giveConsentAgain,
    expireConsent,
    recordDisclosure,
  ],
  routes: [consentRoutes],
  projections: [consentRegister],
  processes: [consentExpiry],
};
