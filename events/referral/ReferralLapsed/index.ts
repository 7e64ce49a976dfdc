import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ReferralLapsed = eventType('ReferralLapsed', {
  words: { en: 'Referral lapsed unanswered', ja: '取次が応答なく失効' },
  dataClass: 'A',
  versions: [v1],
});
