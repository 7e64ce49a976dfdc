import { openEventStore } from '../open-event-store.ts';
import { checkMirror, type MirrorCheck } from './check-mirror.ts';
import { mirrorFile } from './mirror-file.ts';
import { MirroredReader } from './mirrored-reader.ts';
import { MirrorThread, type MirrorReport } from './mirror-thread.ts';

export interface MirroredLogSettings {
  /** `esdb://…` or `esdb+discover://…` */
  readonly url: string;
  /** The folder of the mirror. */
  readonly dataDir: string;
  readonly report: MirrorReport;
}

/** The log of an EventStoreDB for who reads all of it, through a mirror that a thread of its own keeps in `dataDir`. */
export async function openMirroredLog({ url, dataDir, report }: MirroredLogSettings): Promise<MirroredReader> {
  const file = mirrorFile(dataDir);
  return new MirroredReader(await openEventStore({ url, dataDir }), file, MirrorThread.of({ url, file }, report));
}

/** Whether a mirror is what its server holds, all of it. See {@link checkMirror}. */
export async function checkMirrorOf(
  { url, dataDir }: Omit<MirroredLogSettings, 'report'>,
  onProgress?: (compared: number) => void,
): Promise<MirrorCheck> {
  const { connectRawLog } = await import('../eventstoredb/raw-log.ts');
  const source = connectRawLog(url);
  try {
    return await checkMirror({ source, file: mirrorFile(dataDir), ...(onProgress && { onProgress }) });
  } finally {
    await source.close();
  }
}
