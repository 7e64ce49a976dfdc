import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralOutcomeReported = eventType('ReferralOutcomeReported', {
  words: { en: 'Outcome reported to the referrer', ja: '結果を報告' },
  dataClass: 'A',
  versions: [v1],
});
