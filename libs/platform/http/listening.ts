import { createServer } from 'node:net';
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

/**
 * Finds out whether a port can be listened at, before anything is made that a start which fails would leave behind.
 *
 * @throws SettingError as {@link listening}
 */
export async function requireFree(
  names: Parameters<typeof listening>[0],
  { port, host }: { readonly port: number; readonly host: string },
): Promise<void> {
  const server = createServer();
  await listening(
    names,
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen({ port, host, exclusive: true }, resolve);
      }),
  );
  await new Promise((resolve) => server.close(resolve));
}
