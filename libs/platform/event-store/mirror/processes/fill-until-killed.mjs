/**
 * A projector's reading for the durability suite: `node fill-until-killed.mjs <url> <data folder>`. Reads a server's log
 * through the mirror that it fills meanwhile, and tells the parent the events' positions, two hundred at a time, and that it
 * has caught up.
 */
import { CaughtUp } from '#platform/event-store';
import { openMirroredLog } from '#platform/event-store/adapters';

const [url, dataDir] = process.argv.slice(2);
const report = {
  rebuilding: (reason) => process.send({ rebuilding: reason }),
  waiting: () => {},
};
const reader = await openMirroredLog({ url, dataDir, report });
process.on('disconnect', () => process.exit());

let positions = [];
for await (const item of reader.subscribeToAll({ from: 'start', signal: new AbortController().signal })) {
  const isCaughtUp = item instanceof CaughtUp;
  if (!isCaughtUp) positions.push(item.position);
  if (!isCaughtUp && positions.length < 200) continue;
  process.send({ positions, isCaughtUp });
  positions = [];
}
