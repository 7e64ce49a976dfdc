import { commandRoutes } from '#platform/decider';
import { extendClock } from './extend-clock.ts';
import { waiveClock } from './waive-clock.ts';

export const clockRoutes = commandRoutes('clocks', {
  'POST /:clockId/extend': {
    decision: extendClock,
    summary: 'Give more time for what is due',
    example: { businessDays: 2, reason: 'third_party', explanation: '取引先の回答待ち' },
  },
  'POST /:clockId/waive': {
    decision: waiveClock,
    summary: 'Let what is due go undone',
    example: { reason: 'done_otherwise', explanation: '電話で対応済み' },
  },
});
