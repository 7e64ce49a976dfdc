import { processManager } from '#contexts/kernel';
import { becauseOf, CloseTask, closeTask, OpenTask, openTask, taskIdOf } from '#contexts/task';
import { issue } from '#platform/process-managers';
import { nasilcHeadquarters } from '#reference-data';
import { associationIds } from './association-ids.ts';

/** How far a bulletin has come on its way to the consultants: ids of the events. */
interface Cascade {
  readonly published: string;
  readonly relayed: string | null;
  /** By associations. */
  readonly forwarded: { readonly [associationId: string]: string };
}

/**
 * Who has to pass a bulletin on: NASILC's headquarters relay it, each association forwards it, each within the days of the
 * agreement; and when those for its members have passed, the association looks who has not taken note.
 */
export const bulletinReminders = processManager({
  name: 'bulletin-reminders',
  version: 1,
  startsOn: ['BulletinPublished'],
  actsFrom: 'the beginning',
  correlateBy: {
    BulletinPublished: ({ streamId }) => streamId,
    BulletinRelayed: ({ streamId }) => streamId,
    BulletinForwarded: ({ data: { bulletinId } }) => bulletinId,
  },
  evolve: (state: Cascade | undefined, event): Cascade | undefined => {
    switch (event.type) {
      case 'BulletinPublished':
        return { published: event.id, relayed: null, forwarded: {} };
      case 'BulletinRelayed':
        return state && { ...state, relayed: event.id };
      case 'BulletinForwarded':
        return state && { ...state, forwarded: { ...state.forwarded, [event.data.associationId]: event.id } };
      default:
        return event satisfies never;
    }
  },
  react: (state, event) => {
    if (!state) return {};
    switch (event.type) {
      case 'BulletinPublished': {
        const task = { kind: 'relay_bulletin', officeId: nasilcHeadquarters.id, dueAt: event.data.relayBy };
        return {
          commands: [issue(openTask, OpenTask, { ...task, ...about(event.streamId), because: becauseOf(event) })],
        };
      }
      case 'BulletinRelayed': {
        const { forwardBy: dueAt } = event.data;
        const because = becauseOf(event);
        const relay = taskIdOf('relay_bulletin', state.published, nasilcHeadquarters.id);
        const forwards = associationIds.map((officeId) => ({ kind: 'forward_bulletin', officeId, dueAt, because }));
        return {
          commands: [
            issue(closeTask, CloseTask, { taskId: relay, because }),
            ...forwards.map((task) => issue(openTask, OpenTask, { ...task, ...about(event.streamId) })),
          ],
        };
      }
      case 'BulletinForwarded': {
        const { associationId, acknowledgeBy } = event.data;
        const timers = [{ set: associationId, at: acknowledgeBy }];
        if (state.relayed === null || !associationIds.includes(associationId)) return { timers };
        const taskId = taskIdOf('forward_bulletin', state.relayed, associationId);
        return { timers, commands: [issue(closeTask, CloseTask, { taskId, because: becauseOf(event) })] };
      }
      case '$timer': {
        const { name: officeId, instance } = event;
        const because = becauseOf({ id: state.forwarded[officeId]!, type: 'BulletinForwarded' });
        const task = { kind: 'remind_readers', officeId, because };
        return { commands: [issue(openTask, OpenTask, { ...task, ...about(instance) })] };
      }
      default:
        return event satisfies never;
    }
  },
});

const about = (bulletinId: string) => ({ subjectCategory: 'bulletin', subjectId: bulletinId });
