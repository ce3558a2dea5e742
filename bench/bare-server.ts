/** The yardstick: a bare node:http server that answers a constant of the same form. */
import { createServer } from 'node:http';

const BODY = '{"id":"100000000001"}';

const server = createServer((_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': BODY.length,
  });
  response.end(BODY);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
