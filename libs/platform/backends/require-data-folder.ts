import { accessSync, constants, statSync } from 'node:fs';
import { makeFolder } from '#platform/event-store/adapters';
import { SettingError } from '#platform/settings';
import type { BackendSettings } from './settings/index.ts';

/**
 * Makes the data folder where it is missing.
 *
 * @throws SettingError where it cannot be made or written to
 */
export function requireDataFolder({ dataDir }: Pick<BackendSettings, 'dataDir'>): void {
  try {
    makeFolder(dataDir);
    if (!statSync(dataDir).isDirectory()) throw new Error(`${dataDir} is a file`);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { message: reason } = error as Error;
    throw new SettingError([
      `DATA_DIR names a folder that cannot be made or written to (${reason}): write one that can.`,
    ]);
  }
}
