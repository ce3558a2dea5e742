/** Logging in: throttled by user and address over the whole fleet, and as slow for a name that is not there as for one that is. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Login, type Session, usernameSchema } from '#contract';
import { type AttemptRule, Storage } from '#storage';
import { AuditService } from '../audit/index.js';
import { clientAddress, RequestFault, rateLimited, setActor } from '../http/index.js';
import { isPassword } from './password.js';
import { hashSecret, makeCookie } from './secrets.js';
import { SESSION_LIMITS, sessionOf } from './session.service.js';

const QUARTER_HOUR_MS = 15 * 60_000;
/** Somebody else's guesses must not lock an operator out for long. */
const USER_BLOCK_MAX_MS = 60_000;
const NAME_LENGTH_MAX = 64;
/** In the audit, for names that are not an operator's. */
const NOBODY = '(unknown name)';

export interface LoggedIn {
  readonly session: Session;
  readonly cookie: string;
}

@Injectable()
export class LoginService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** @throws RequestFault UNAUTHENTICATED, or RATE_LIMITED after too many failures */
  async login(request: FastifyRequest, { username: typed, password }: Login): Promise<LoggedIn> {
    const parsed = usernameSchema.safeParse(typed);
    const username = parsed.success ? parsed.data : typed.slice(0, NAME_LENGTH_MAX);
    await this.prove(request, username, password, 'the name or the password is not right');
    return this.open(request, username);
  }

  /**
   * Lets pass who knows the password.
   * @throws RequestFault UNAUTHENTICATED with `refusal`, or RATE_LIMITED
   */
  async prove(request: FastifyRequest, username: string, password: string, refusal: string): Promise<void> {
    const [pair, user, address] = rulesOf(username, clientAddress(request));
    const blockedMs = await this.storage.loginFailures.attempt([pair, user, address]);
    if (blockedMs > 0) {
      throw rateLimited(
        `there were too many failed attempts: try again in ${Math.ceil(blockedMs / 1_000)} s`,
        blockedMs,
      );
    }
    const hash = await this.storage.operators.passwordHash(username);
    if (await isPassword(password, hash)) {
      await this.storage.loginFailures.succeeded([pair.key, user.key], [address.key]);
      return;
    }
    // People type passwords where names belong: only a name that is one is written down.
    const name = hash === undefined ? NOBODY : username;
    const asking = { action: 'session.login', target: name, reason: null, asked: null } as const;
    await this.audit.refused(request, { name, role: null }, asking, 'UNAUTHENTICATED');
    throw new RequestFault('UNAUTHENTICATED', refusal);
  }

  private async open(request: FastifyRequest, username: string): Promise<LoggedIn> {
    const cookie = makeCookie();
    const hash = hashSecret(cookie);
    const { operators } = this.storage;
    const role = await operators.roleOf(username);
    // Taken off in this very moment.
    if (role === undefined) throw new RequestFault('UNAUTHENTICATED', 'the name or the password is not right');
    setActor(request, { name: username, role });
    const asking = { action: 'session.login', target: username, reason: null, asked: null } as const;
    await this.audit.change(request, asking, async (transaction) => {
      await operators.openSession(transaction, hash, username, SESSION_LIMITS);
      return { before: null, after: null, result: undefined };
    });
    const record = await operators.findSession(hash, SESSION_LIMITS);
    if (record === undefined) throw new RequestFault('UNAUTHENTICATED', 'the operator was taken off in this moment');
    return { session: sessionOf(record), cookie };
  }
}

/** Five wrong guesses of one from one place, twenty of one from anywhere, thirty from one place. */
function rulesOf(username: string, address: string): [AttemptRule, AttemptRule, AttemptRule] {
  return [
    { key: `pair ${username} ${address}`, freeCount: 5, blockMaxMs: QUARTER_HOUR_MS },
    { key: `user ${username}`, freeCount: 20, blockMaxMs: USER_BLOCK_MAX_MS },
    { key: `address ${address}`, freeCount: 30, blockMaxMs: QUARTER_HOUR_MS },
  ];
}
