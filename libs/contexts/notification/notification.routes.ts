import { commandRoutes } from '#platform/decider';
import { markInboxRead } from './mark-inbox-read.ts';
import { markNotificationRead } from './mark-notification-read.ts';

export const notificationRoutes = commandRoutes('notifications', {
  'POST /:notificationId/read': {
    decision: markNotificationRead,
    summary: 'Say that a notification has been read',
    example: {},
  },
  'POST /read': {
    decision: markInboxRead,
    summary: 'Say that all notifications up to an instant have been read',
    example: { upTo: '2025-11-07T03:00:00.000Z' },
  },
});
