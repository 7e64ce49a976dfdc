export { notificationContext } from './notification.module.ts';
