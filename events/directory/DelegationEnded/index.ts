import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const DelegationEnded = eventType('DelegationEnded', {
  words: { en: 'Delegation ended', ja: '権限の委任が終了' },
  dataClass: 'B',
  versions: [v1],
});
