import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClientRegistered = eventType('ClientRegistered', {
  words: { en: 'Client company registered', ja: '企業を登録' },
  dataClass: 'A',
  versions: [v1],
});
