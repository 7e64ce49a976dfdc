import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const AgreementRegistered = eventType('AgreementRegistered', {
  words: { en: 'Agreement registered', ja: '協定を登録' },
  dataClass: 'A',
  versions: [v1, v2],
});
