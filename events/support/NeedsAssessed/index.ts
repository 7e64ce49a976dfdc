import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const NeedsAssessed = eventType('NeedsAssessed', {
  words: { en: 'Needs assessed', ja: 'ヒアリングを実施' },
  dataClass: 'B',
  versions: [v1],
});
