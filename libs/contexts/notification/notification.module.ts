import type { Context } from '#contexts/kernel';
import { inbox } from './inbox.ts';
import { markInboxRead } from './mark-inbox-read.ts';
import { markNotificationRead } from './mark-notification-read.ts';
import { notificationRoutes } from './notification.routes.ts';
import { notification } from './notification.ts';
import { notifyOfReferrals } from './notify-of-referrals.ts';
import { notifyOfTasks } from './notify-of-tasks.ts';
import { notify } from './notify.ts';
import { notifications } from './read-models/notifications.ts';

export const notificationContext: Context = {
  name: 'notification',
  aggregates: [notification, inbox],
  decisions: [notify, markNotificationRead, markInboxRead],
  routes: [notificationRoutes],
  projections: [notifications],
  processes: [notifyOfTasks, notifyOfReferrals],
};
