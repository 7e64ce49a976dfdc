import { SettingError } from '#platform/settings';

/** Names the settings to change where a port is taken or the address is none of this machine. */
export async function listening<T>(
  { port, host }: { readonly port: string; readonly host: string },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new SettingError([`${port} names a port that is in use (${message}): end what uses it, or write another.`]);
    }
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
      throw new SettingError([
        `${host} is no address of this machine (${message}): write one, e.g. 127.0.0.1 or 0.0.0.0.`,
      ]);
    }
    throw error;
  }
}
