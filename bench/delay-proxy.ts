/**
 * A database further away: what it answers reaches the servers DELAY_MS later, in order. A process of its own, so that it takes no turn of
 * the event loop of whoever measures. It says which port it listens on.
 */
import { connect, createServer, type Socket } from 'node:net';

const delayMs = Number(process.env.DELAY_MS);
const target = { host: '127.0.0.1', port: Number(process.env.TARGET_PORT), noDelay: true };

const proxy = createServer({ noDelay: true }, (server) => {
  const database = connect(target);
  server.pipe(database);
  answerLater(database, server);
  for (const [socket, other] of [
    [server, database],
    [database, server],
  ] as const) {
    socket.on('error', () => other.destroy());
    socket.on('close', () => other.destroy());
  }
});

/** Timers of one length fire in the order in which they were set. */
function answerLater(database: Socket, server: Socket): void {
  database.on('data', (part) => setTimeout(() => server.write(part), delayMs));
}

proxy.listen(0, '127.0.0.1', () => {
  const address = proxy.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit(0));
