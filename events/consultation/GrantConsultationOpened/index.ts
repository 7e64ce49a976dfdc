import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const GrantConsultationOpened = eventType('GrantConsultationOpened', {
  words: { en: 'Grant consultation opened', ja: '助成金相談を開始' },
  dataClass: 'B',
  versions: [v1],
});
