export { COMPANY_IDENTITY, consent, requireCovering, requireNaming, type Consent } from './consent.ts';
export { consentContext } from './consent.module.ts';
export { RecordDisclosure, recordDisclosure } from './record-disclosure.ts';
