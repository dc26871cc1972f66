import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ConnectionCut } from './fhir/outcome.ts';

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves fetch-style answers over Node's HTTP; a ConnectionCut closes the socket without a word. */
export function nodeHandler(origin: string, answer: (request: Request) => Promise<Response>): NodeHandler {
  return (incoming, outgoing) => {
    toRequest(origin, incoming)
      .then(answer)
      .then((response) => send(response, outgoing))
      .catch((error: unknown) => {
        if (!(error instanceof ConnectionCut)) console.error(error);
        outgoing.destroy();
      });
  };
}

async function toRequest(origin: string, incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, String(value));
  if (method === 'GET' || method === 'HEAD') return new Request(new URL(url, origin), { method, headers });
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return new Request(new URL(url, origin), { method, headers, body: Buffer.concat(chunks) });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Listens on the loopback address; port 0 takes any free one. Gives the port. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('No port'));
      else resolve(address.port);
    });
  });
}
