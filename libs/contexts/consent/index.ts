export { consent, requireCovering, type Consent } from './consent.ts';
export { consentContext } from './consent.module.ts';
export { RecordDisclosure, recordDisclosure } from './record-disclosure.ts';
