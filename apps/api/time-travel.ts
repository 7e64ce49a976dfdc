import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { TravellingClock } from '#platform/clock';
import type { EventStore } from '#platform/event-store';
import { isFromHere } from '#platform/http';
import type { ProcessProgress } from '#platform/process-managers/engine';
import type { Reacting } from '#apps/projector';
import { parseInstant } from './instant-parameter.ts';

const ASK_AGAIN_MS = 2;
/** A part that was away for a moment is there again before that. */
const PATIENCE_MS = 2_000;

interface Travelling {
  readonly clock: TravellingClock;
  readonly log: Pick<EventStore, 'head'>;
  readonly reacting: Pick<Reacting, 'progress'>;
}

/**
 * `GET /development/clock` tells the time, `POST /development/clock` moves it forwards to an instant, for callers on this
 * machine. On the way it stops wherever a timer comes due, until the processes have done what follows: whatever would have
 * happened by itself in those months has happened then, at its own hour, up to the position that it answers.
 */
export function offerTimeTravel(app: NestFastifyApplication, parts: Travelling): void {
  const { clock } = parts;
  const fastify = app.getHttpAdapter().getInstance();
  let arriving: Promise<void> = Promise.resolve();
  fastify.get('/development/clock', (request, reply) =>
    isFromHere(request) ? reply.send({ now: clock.now() }) : reply.callNotFound(),
  );
  fastify.post<{ Body: { readonly now?: unknown } | null }>('/development/clock', async (request, reply) => {
    if (!isFromHere(request)) return reply.callNotFound();
    const instant = parseInstant('now', request.body?.now ?? '')!;
    const journey = arriving.then(() => travel(parts, instant));
    arriving = journey.catch(() => undefined);
    await journey;
    return reply.send({ now: clock.now(), position: await parts.log.head() });
  });
}

async function travel({ clock, log, reacting }: Travelling, instant: string): Promise<void> {
  for (;;) {
    const due = nextDue(await settled({ clock, log, reacting }));
    if (due === undefined || due > instant) break;
    clock.moveTo(due);
  }
  if (instant > clock.now()) clock.moveTo(instant);
}

/** The first timer of all. */
function nextDue(progress: readonly ProcessProgress[]): string | undefined {
  return progress.flatMap(({ nextDue: due }) => due ?? []).sort()[0];
}

/**
 * Resolves when every process has come to the end of the log, and done what follows from it and from its timers; one that
 * waits for somebody to mend something is not waited for, unless it goes on in a moment.
 *
 * @returns how far they have come
 */
async function settled({ clock, log, reacting }: Travelling): Promise<readonly ProcessProgress[]> {
  for (let since = performance.now(); ;) {
    const head = await log.head();
    const progress = await reacting.progress();
    const isThere = ({ position, outstanding, nextDue: due }: ProcessProgress) =>
      position >= head && outstanding === 0 && (due === undefined || due > clock.now());
    const undone = progress.filter((one) => !isThere(one));
    const onlyWaiting = progress.length > 0 && undone.every(({ isWaiting }) => isWaiting);
    if (!onlyWaiting) since = performance.now();
    const isPatienceOver = undone.length === 0 || performance.now() - since > PATIENCE_MS;
    if (onlyWaiting && isPatienceOver && (await log.head()) === head) return progress;
    await pause(ASK_AGAIN_MS);
  }
}
