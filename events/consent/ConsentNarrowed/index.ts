import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ConsentNarrowed = eventType('ConsentNarrowed', {
  words: { en: 'Consent narrowed', ja: '同意の範囲を縮小' },
  dataClass: 'A',
  versions: [v1],
});
