import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readinessOf, type HealthIndicator } from '#platform/http';
import type { Metrics } from './metrics.ts';

/** Where the metrics of a program are offered. */
export interface MetricsListener {
  /** `http://<host>:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

export interface MetricsListenerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly metrics: Metrics;
  /** What `/health/ready` asks; a program that says elsewhere whether it is ready gives none. */
  readonly indicators?: readonly HealthIndicator[];
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Offers `/metrics`, `/health/live` and `/health/ready` on a port of its own, without signing in: nothing of a case is
 * told, and the port is one that only those reach who watch over the programs.
 *
 * @throws NodeJS.ErrnoException when the port is taken, or the host is no address of this machine
 */
export async function offerMetrics(options: MetricsListenerOptions): Promise<MetricsListener> {
  const server = createServer((request, response) => void answer(options, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return { url: urlOf(server), close: () => closed(server) };
}

async function answer(options: MetricsListenerOptions, request: IncomingMessage, response: ServerResponse) {
  const { status, contentType, body } = await answerTo(options, request);
  response.writeHead(status, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function answerTo({ metrics, indicators = [] }: MetricsListenerOptions, request: IncomingMessage) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { status: 'method not allowed' });
  switch (request.url?.replace(/\?.*$/, '')) {
    case '/metrics':
      return { status: 200, contentType: metrics.contentType, body: await metrics.tell() };
    case '/health/live':
      return json(200, { status: 'alive' });
    case '/health/ready': {
      const readiness = await readinessOf(indicators);
      return json(readiness.status === 'ready' ? 200 : 503, readiness);
    }
    default:
      return json(404, { status: 'not found' });
  }
}

function json(status: number, body: object): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
