import '../../../apps/require-node.ts';
import type { SideReport, SideRequest } from './side-messages.ts';
import { buildReadModels } from './build-read-models.ts';
import { readAndParse } from './read-and-parse.ts';
import { readByClient } from './read-by-client.ts';
import { writeTheSameRows } from './write-the-same-rows.ts';

/** One side of a rebuild, measured in a process of its own, so that memory and warm-up are its own too. */
const request = JSON.parse(process.argv[2]!) as SideRequest;
const { events, ms } = await measured(request);
const report: SideReport = {
  eventsPerSecond: (events * 1000) / ms,
  peakRss: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(report)}\n`);

function measured({ side, ...request }: SideRequest) {
  switch (side) {
    case 'engine':
      return buildReadModels(request);
    case 'read and parse':
      return readAndParse(request.dataDir);
    case 'read, parse, write':
      return writeTheSameRows(request.dataDir, request.rows!);
    case 'client':
      return readByClient(request.url!);
  }
}
