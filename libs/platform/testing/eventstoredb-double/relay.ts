import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Connection {
  readonly client: Socket;
  readonly server: Socket;
}

/**
 * The double's address: passes bytes on to the gRPC server behind it. Here connections are cut, frozen or refused, as
 * a network or a stopped process would, without the server having a say.
 */
export class Relay {
  readonly #behind: number;
  readonly #connections = new Set<Connection>();
  #listener: Server | undefined;
  #port = 0;
  #frozen = false;

  /** `behind`: the port of the server to pass on to. */
  constructor(behind: number) {
    this.#behind = behind;
  }

  get port(): number {
    return this.#port;
  }

  /** Takes connections, on the port of the time before unless one is given. */
  async listen(port = this.#port): Promise<void> {
    if (this.#listener !== undefined) return;
    const listener = createServer((client) => this.#accept(client));
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.#listener = listener;
    this.#port = (listener.address() as AddressInfo).port;
  }

  /** Refuses new connections and cuts those there are. */
  async stop(): Promise<void> {
    const listener = this.#listener;
    if (listener === undefined) return;
    this.#listener = undefined;
    const closed = new Promise((resolve) => listener.close(resolve));
    this.cut();
    await closed;
  }

  /** Cuts the connection whose server side has this peer address (`host:port`), or all. */
  cut(peer?: string): void {
    for (const connection of this.#connections) {
      if (peer !== undefined && !peer.endsWith(`:${connection.server.localPort}`)) continue;
      connection.client.destroy();
      connection.server.destroy();
    }
  }

  /** Passes nothing on any more over the connections there are, and says so to nobody; new ones work. */
  lose(): void {
    for (const { client, server } of this.#connections) {
      client.pause();
      server.pause();
    }
  }

  /** Passes nothing on any more, but keeps connections and takes new ones: a process that hangs. */
  freeze(): void {
    this.#frozen = true;
    this.lose();
  }

  thaw(): void {
    this.#frozen = false;
    for (const { client, server } of this.#connections) {
      client.resume();
      server.resume();
    }
  }

  #accept(client: Socket): void {
    const server = connect(this.#behind, '127.0.0.1');
    const connection = { client, server };
    this.#connections.add(connection);
    const end = () => {
      this.#connections.delete(connection);
      client.destroy();
      server.destroy();
    };
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', end);
      from.on('close', end);
      if (this.#frozen) from.pause();
    }
  }
}
