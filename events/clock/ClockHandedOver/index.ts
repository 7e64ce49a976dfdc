import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockHandedOver = eventType('ClockHandedOver', {
  words: { en: 'Clock handed over to another office', ja: '期限を他の事務所へ引継ぎ' },
  dataClass: 'A',
  versions: [v1],
});
