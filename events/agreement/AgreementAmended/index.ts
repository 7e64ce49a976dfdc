import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const AgreementAmended = eventType('AgreementAmended', {
  words: { en: 'Agreement amended', ja: '協定を変更' },
  dataClass: 'A',
  versions: [v1],
});
