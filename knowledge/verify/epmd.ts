import { createServer, type Socket } from 'node:net';
import { type Cable, cableTo } from './cable.ts';
import type { Lab } from './lab.ts';

/** The port mapper of one Erlang node, which tells it where the others are: each behind a cable of its own. */
export interface PortMapper {
  readonly port: number;
  /** Name by which the node is known, before the `@`. */
  readonly name: string;
  /** Cables to the others that the node has asked for. */
  readonly cables: () => readonly { readonly to: string; readonly cable: Cable }[];
}

const request = { names: 110, alive: 120, portOf: 122 };

/**
 * A port mapper for each node of a cluster. A node registers with its own; asked for another, it names a port that leads
 * there by a cable, so that any two nodes can be cut off from each other. Speaks what nodes ask of `epmd`.
 */
export async function startPortMappers(lab: Lab, names: readonly string[]): Promise<readonly PortMapper[]> {
  const listening = new Map<string, number>();
  const mappers: PortMapper[] = [];
  for (const name of names) {
    const laid = new Map<string, Promise<Cable>>();
    const cables: { readonly to: string; readonly cable: Cable }[] = [];
    const portTo = async (target: string): Promise<number | undefined> => {
      const far = listening.get(target);
      if (far === undefined || target === name) return far;
      // A node that started again listens elsewhere.
      const key = `${target}:${far}`;
      if (!laid.has(key)) {
        const cable = cableTo(lab, far);
        laid.set(key, cable);
        cables.push({ to: target, cable: await cable });
      }
      return (await laid.get(key))?.port;
    };
    const port = await lab.port();
    await serve(lab, port, listening, portTo);
    mappers.push({ port, name, cables: () => cables });
  }
  return mappers;
}

/** Cuts a node off from all others, in both directions. */
export function isolate(mappers: readonly PortMapper[], name: string): void {
  for (const cable of between(mappers, name)) cable.cut();
}

/** Ends a partition: connections are opened anew. */
export function reunite(mappers: readonly PortMapper[], name: string): void {
  for (const cable of between(mappers, name)) cable.mend();
}

function between(mappers: readonly PortMapper[], name: string): readonly Cable[] {
  return mappers.flatMap((mapper) =>
    mapper
      .cables()
      .filter(({ to }) => mapper.name === name || to === name)
      .map(({ cable }) => cable),
  );
}

async function serve(
  lab: Lab,
  port: number,
  listening: Map<string, number>,
  portTo: (name: string) => Promise<number | undefined>,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', (bytes) => {
      const body = bytes.subarray(2);
      const kind = body.readUInt8(0);
      if (kind === request.alive) {
        const length = body.readUInt16BE(9);
        const name = body.subarray(11, 11 + length).toString();
        const own = body.readUInt16BE(1);
        listening.set(name, own);
        // The registration lasts as long as the connection.
        socket.on('close', () => void (listening.get(name) === own && listening.delete(name)));
        socket.write(body.readUInt16BE(5) >= 6 ? Buffer.from([118, 0, 0, 0, 0, 1]) : Buffer.from([121, 0, 0, 1]));
      } else if (kind === request.portOf) {
        const name = body.subarray(1).toString();
        void portTo(name).then((far) => socket.end(far === undefined ? Buffer.from([119, 1]) : portAnswer(name, far)));
      } else {
        const lines = [...listening].map(([name, at]) => `name ${name} at port ${at}\n`).join('');
        const head = Buffer.alloc(4);
        head.writeUInt32BE(port);
        socket.end(kind === request.names ? Buffer.concat([head, Buffer.from(lines)]) : head);
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  lab.onClose(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
}

/** A visible node that speaks the versions 5 to 6 of the distribution protocol, over TCP. */
function portAnswer(name: string, port: number): Buffer {
  const bytes = Buffer.alloc(14 + Buffer.byteLength(name));
  bytes.writeUInt8(119, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.writeUInt8(77, 4);
  bytes.writeUInt16BE(6, 6);
  bytes.writeUInt16BE(5, 8);
  bytes.writeUInt16BE(Buffer.byteLength(name), 10);
  bytes.write(name, 12);
  return bytes;
}
