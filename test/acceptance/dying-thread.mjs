import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers';
import { parentPort } from 'node:worker_threads';

/**
 * Loaded before everything else into the service and its threads: the thread of the processes ends by itself, once in each
 * life at another moment, until it has come through them all. The file `LIVES_OF_THREAD` names counts its lives.
 */
const MOMENTS = [
  { says: 'issue', nth: 1, when: 'before', end: () => process.exit(7) },
  { says: 'issue', nth: 1, when: 'after', end: () => process.exit(7) },
  { hears: 'issued', nth: 1, end: () => process.exit(0) },
  { says: 'issue', nth: 4, when: 'after', end: throwUnheard },
  { hears: 'issued', nth: 6, end: throwUnheard },
];

const file = process.env.LIVES_OF_THREAD;
if (parentPort && basename(process.argv[1]) === 'reacting-thread.js') endAt(MOMENTS[lives()]);

function lives() {
  const before = existsSync(file) ? readFileSync(file, 'utf8').length : 0;
  appendFileSync(file, '.');
  return before;
}

function endAt(moment) {
  if (!moment) return;
  let left = moment.nth;
  const isNow = (message) => message.say === (moment.says ?? moment.hears) && --left === 0;
  if (moment.hears) return void parentPort.prependListener('message', (message) => isNow(message) && moment.end());
  const post = parentPort.postMessage.bind(parentPort);
  parentPort.postMessage = (message) => {
    const isDue = isNow(message);
    if (isDue && moment.when === 'before') moment.end();
    post(message);
    if (isDue && moment.when === 'after') moment.end();
  };
}

function throwUnheard() {
  setImmediate(() => {
    throw new Error('struck by lightning');
  });
}
