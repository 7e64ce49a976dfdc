import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

export const AgreementAmended = eventType('AgreementAmended', {
  words: { en: 'Agreement amended', ja: '協定を変更' },
  dataClass: 'A',
  versions: [v1, v2],
});
