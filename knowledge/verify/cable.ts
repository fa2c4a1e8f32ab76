import { connect, createServer, type Socket } from 'node:net';
import type { Lab } from './lab.ts';

/** A wire between two servers that can be cut: both stay connected and hear nothing more. */
export interface Cable {
  /** Port that leads to the far end. */
  readonly port: number;
  readonly cut: () => void;
  /** Lets new connections through again; those of before have missed something and end. */
  readonly mend: () => void;
}

export async function cableTo(lab: Lab, target: number): Promise<Cable> {
  const port = await lab.port();
  const sockets = new Set<Socket>();
  let whole = true;
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    // One end goes down in many experiments; the other hears of it by the closed socket.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => void (whole && to.write(chunk)));
    from.on('close', () => void (whole && to.destroy()));
  };
  const server = createServer((near) => {
    hold(near);
    if (!whole) return;
    const far = hold(connect({ host: '127.0.0.1', port: target }));
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  lab.onClose(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    port,
    cut: () => void (whole = false),
    mend: () => {
      whole = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}
