import type { Context } from '#contexts/kernel';
import { ConsentController } from './consent.controller.ts';
import { consent } from './consent.ts';
import { recordConsent } from './record-consent.ts';
import { recordDisclosure } from './record-disclosure.ts';

export const consentContext: Context = {
  name: 'consent',
  aggregates: [consent],
  decisions: [recordConsent, recordDisclosure],
  controllers: [ConsentController],
  projections: [],
};
