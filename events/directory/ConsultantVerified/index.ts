import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsultantVerified = eventType('ConsultantVerified', {
  words: { en: 'Registration of the consultant verified', ja: '登録を確認' },
  dataClass: 'C',
  versions: [v1],
});
