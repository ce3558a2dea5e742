/** Somebody who is logged in to the admin API of a server, or a token that may use it. */
import { keepSecret } from './kept-logs.js';
import { ADMIN, type ServerProcess } from './server.js';

const ONE_TIME = /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/;

type Credentials = { readonly username: string; readonly password: string };

export class AdminClient {
  readonly server: ServerProcess;
  private readonly headers: Readonly<Record<string, string>>;

  private constructor(server: ServerProcess, headers: Readonly<Record<string, string>>) {
    this.server = server;
    this.headers = headers;
  }

  static async login(server: ServerProcess, credentials: Credentials = ADMIN): Promise<AdminClient> {
    // The one password that is printed, and that opens nothing after its first login.
    if (!ONE_TIME.test(credentials.password)) keepSecret(credentials.password);
    const response = await server.post('/api/v1/admin/session', credentials);
    if (!response.ok) throw new Error(`no login: ${response.status} ${await response.text()}`);
    const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    keepSecret(cookie.split('=')[1] ?? '');
    return new AdminClient(server, { cookie });
  }

  /** Nobody at all. */
  static nobody(server: ServerProcess): AdminClient {
    return new AdminClient(server, {});
  }

  static withToken(server: ServerProcess, token: string): AdminClient {
    return new AdminClient(server, { authorization: `Bearer ${token}` });
  }

  /** The same somebody on another server of the fleet. */
  at(server: ServerProcess): AdminClient {
    return new AdminClient(server, this.headers);
  }

  /** The cookie or token, as a request carries it. */
  get credentials(): Readonly<Record<string, string>> {
    return this.headers;
  }

  /** @param path below `/api/v1/admin` */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.server.get(`/api/v1/admin${path}`, {
      method,
      headers: { ...this.headers, ...type, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  get(path: string): Promise<Response> {
    return this.send('GET', path);
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.send('POST', path, body);
  }

  patch(path: string, body: unknown): Promise<Response> {
    return this.send('PATCH', path, body);
  }

  /** @param query such as `{ version, reason }` */
  delete(path: string, query: Readonly<Record<string, string | number>> = {}): Promise<Response> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    return this.send('DELETE', `${path}?${search}`);
  }

  /** The body of an answer that must be a success. */
  async json<T = unknown>(answer: Promise<Response>): Promise<T> {
    const response = await answer;
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${response.url}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** Makes an operator and logs them in. */
  async operator(
    role: 'viewer' | 'operator' | 'admin',
    username = `${role}-${crypto.randomUUID().slice(0, 8)}`,
  ): Promise<AdminClient> {
    const password = `pw-${crypto.randomUUID()}`;
    await this.json(this.post('/operators', { username, password, role, reason: 'a test' }));
    return AdminClient.login(this.server, { username, password });
  }

  /** Makes a token. @returns its secret */
  async token(
    scopes: readonly { tags: string; verbs: string[]; dailyQuota?: number }[],
    more: object = {},
  ): Promise<{ id: string; token: string }> {
    const name = `t-${crypto.randomUUID().slice(0, 8)}`;
    return this.json(this.post('/tokens', { name, scopes, reason: 'a test', ...more }));
  }
}

const ADMINS = new WeakMap<ServerProcess, Promise<AdminClient>>();

/** The first administrator of a server, logged in once. */
export function adminOf(server: ServerProcess): Promise<AdminClient> {
  const known = ADMINS.get(server);
  if (known !== undefined) return known;
  const login = AdminClient.login(server);
  ADMINS.set(server, login);
  return login;
}
