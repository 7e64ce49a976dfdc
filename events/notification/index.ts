export * from './NotificationSent/index.ts';
export * from './NotificationRead/index.ts';
export * from './InboxRead/index.ts';
