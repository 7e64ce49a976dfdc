import { InboxRead, NotificationRead, NotificationSent } from '#events/notification';

/** One notification to a consultant, and one to the manager's post at Shizuoka: the past that specs begin with. */
export const notificationId = '0b6c1d9e-43a1-4c57-9b1f-0000000000d1';
export const consultantId = 'nasilc-consultant-1';
export const managerId = 'iesc-office_manager-1';
export const managersPost = 'iesc.office_manager@iesc-22';
export const fact = { eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type: 'ReferralAccepted' };

export const toConsultant = NotificationSent({
  to: { userId: consultantId },
  kind: 'referral_accepted',
  subjectCategory: 'referral',
  subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
  because: fact,
});
export const toManager = NotificationSent({
  to: { officeId: 'iesc-22', role: 'iesc.office_manager' },
  kind: 'task_waiting',
  subjectCategory: 'task',
  subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ba',
  because: { ...fact, type: 'TaskOpened' },
});
export const readByConsultant = NotificationRead({ readBy: consultantId });
export const readByManager = NotificationRead({ readBy: managerId });
export const inboxReadBy = (readBy: string, address: string, upTo: string) => InboxRead({ readBy, address, upTo });
